package io.parley.kit.api;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.core.io.ClassPathResource;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/**
 * What {@code api.yaml} of a service says beyond its controllers: the meaning of parameters, and for each operation
 * examples and the refusals of its own.
 *
 * @param tags what the parts of the API are for
 * @param parameters what parameters mean, by name
 * @param operations by method and path
 * @param paths whole path items in OpenAPI's words, for what no controller answers
 */
record ApiNotes(
        Map<String, String> tags,
        Map<String, String> parameters,
        Map<String, OperationNotes> operations,
        Map<String, Object> paths) {

    /**
     * What is said of one operation.
     *
     * @param status of success, where it is not 200
     * @param also other answers than that and errors, by status
     * @param produces the media type of the answer, where it is not JSON
     * @param form a schema of multipart/form-data, in OpenAPI's words
     */
    record OperationNotes(
            Optional<String> status,
            Map<String, String> also,
            Optional<String> produces,
            @Nullable Object form,
            @Nullable Object request,
            @Nullable Object response,
            Map<String, Object> query,
            Map<String, String> errors) {

        static final OperationNotes NONE = of(Map.of());

        static OperationNotes of(Map<String, Object> yaml) {
            return new OperationNotes(
                    Optional.ofNullable(yaml.get("status")).map(String::valueOf),
                    texts(yaml.get("also")),
                    Optional.ofNullable(yaml.get("produces")).map(String::valueOf),
                    yaml.get("form"),
                    yaml.get("request"),
                    yaml.get("response"),
                    map(yaml.get("query")),
                    texts(yaml.get("errors")));
        }
    }

    static ApiNotes read() {
        var file = new ClassPathResource("api.yaml");
        if (!file.exists()) {
            return new ApiNotes(Map.of(), Map.of(), Map.of(), Map.of());
        }
        try (var content = file.getInputStream()) {
            Map<String, Object> yaml = map(new Yaml(new SafeConstructor(new LoaderOptions())).load(content));
            var operations = new java.util.LinkedHashMap<String, OperationNotes>();
            map(yaml.get("operations")).forEach((key, value) -> operations.put(key, OperationNotes.of(map(value))));
            return new ApiNotes(
                    texts(yaml.get("tags")), texts(yaml.get("parameters")), operations, map(yaml.get("paths")));
        } catch (IOException e) {
            throw new IllegalStateException("api.yaml could not be read", e);
        }
    }

    OperationNotes of(String method, String path) {
        return operations.getOrDefault(method + " " + path, OperationNotes.NONE);
    }

    /** Returns what was written down for operations that are not in {@code known}. */
    List<String> unknown(java.util.Set<String> known) {
        return operations.keySet().stream().filter(key -> !known.contains(key)).toList();
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> map(@Nullable Object yaml) {
        return yaml instanceof Map<?, ?> known ? (Map<String, Object>) known : Map.of();
    }

    private static Map<String, String> texts(@Nullable Object yaml) {
        var texts = new java.util.LinkedHashMap<String, String>();
        if (yaml instanceof Map<?, ?> known) {
            known.forEach((key, value) -> texts.put(String.valueOf(key), String.valueOf(value)));
        }
        return texts;
    }
}
