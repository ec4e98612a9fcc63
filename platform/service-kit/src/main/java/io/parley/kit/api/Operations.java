package io.parley.kit.api;

import io.parley.kit.api.ApiNotes.OperationNotes;
import io.parley.kit.security.SecurityProperties;
import io.swagger.v3.core.util.Json31;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.PathItem;
import io.swagger.v3.oas.models.media.Content;
import io.swagger.v3.oas.models.media.MediaType;
import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.oas.models.parameters.Parameter;
import io.swagger.v3.oas.models.parameters.RequestBody;
import io.swagger.v3.oas.models.responses.ApiResponse;
import io.swagger.v3.oas.models.security.SecurityRequirement;
import io.swagger.v3.oas.models.tags.Tag;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;

/** Completes each operation: its name, its part of the API, its examples, and every refusal that it can meet. */
final class Operations {

    private static final String JSON = "application/json";

    private static final Map<String, String> COMMON_PARAMETERS = Map.of(
            "page", "Which page, from 1. Far pages cost no more than near ones.",
            "limit", "How many entries a page has: 1 to 200, 50 where it is absent.",
            "cursor", "Where to go on: `nextCursor` of the answer before. Wins over `page`.",
            "id", "Parley's id of it.",
            "since", "The earliest time, inclusive, RFC 3339.",
            "until", "The latest time, exclusive, RFC 3339.");

    private final ApiNotes notes;
    private final ApiProperties properties;
    private final Set<String> publicPaths;

    Operations(ApiNotes notes, ApiProperties properties, SecurityProperties security) {
        this.notes = notes;
        this.properties = properties;
        this.publicPaths = new HashSet<>(security.publicPaths());
    }

    void complete(OpenAPI document) {
        notes.paths()
                .forEach((path, item) -> document.getPaths()
                        .addPathItem(path, merged(document.getPaths().get(path), item)));
        notes.tags()
                .forEach((name, text) ->
                        document.addTagsItem(new Tag().name(name).description(text)));
        document.getComponents().addSchemas(Refusals.SCHEMA, Refusals.schema());
        var known = new HashSet<String>();
        document.getPaths()
                .forEach((path, item) -> item.readOperationsMap().forEach((method, operation) -> {
                    known.add(method + " " + path);
                    complete(operation, method, path);
                }));
        var unknown = notes.unknown(known);
        if (!unknown.isEmpty()) {
            throw new IllegalStateException("operations in api.yaml: " + unknown + " (expected: only those there are)");
        }
    }

    private static PathItem merged(@Nullable PathItem there, Object yaml) {
        var item = Json31.mapper().convertValue(yaml, PathItem.class);
        if (there != null) {
            there.readOperationsMap().forEach(item::operation);
        }
        return item;
    }

    private void complete(Operation operation, PathItem.HttpMethod method, String path) {
        var said = notes.of(method.name(), path);
        operation.setOperationId(nameOf(method, path));
        operation.setTags(List.of(partOf(path)));
        var isPublic = publicPaths.contains(method + " " + path);
        operation.setSecurity(isPublic ? List.of() : List.of(new SecurityRequirement().addList("bearer")));
        if (operation.getParameters() != null) {
            operation.getParameters().forEach(parameter -> complete(parameter, said));
        }
        request(operation, said);
        success(operation, said);
        new Refusals(operation, path, isPublic).add(said.errors(), properties);
    }

    private void complete(Parameter parameter, OperationNotes said) {
        var name = parameter.getName();
        if (parameter.getDescription() == null) {
            var text = notes.parameters().getOrDefault(name, COMMON_PARAMETERS.get(name));
            parameter.setDescription(text);
        }
        if (Set.of("page", "limit", "cursor").contains(name)) {
            parameter.setRequired(false);
        }
        if (said.query().containsKey(name)) {
            parameter.setExample(said.query().get(name));
        }
    }

    private static void request(Operation operation, OperationNotes said) {
        if (said.form() != null) {
            var schema = Json31.mapper().convertValue(said.form(), Schema.class);
            operation.setRequestBody(new RequestBody()
                    .required(true)
                    .content(new Content().addMediaType("multipart/form-data", new MediaType().schema(schema))));
        }
        var body = operation.getRequestBody();
        if (body != null && said.request() != null) {
            body.getContent().values().forEach(content -> content.setExample(said.request()));
        }
    }

    private static void success(Operation operation, OperationNotes said) {
        var responses = operation.getResponses();
        var first = responses.keySet().stream()
                .filter(code -> code.startsWith("2"))
                .findFirst()
                .orElse("200");
        var answer = responses.getOrDefault(first, new ApiResponse());
        var status = said.status().orElse(first);
        responses.remove(first);
        responses.addApiResponse(status, answer);
        answer.setDescription(HttpStatus.valueOf(Integer.parseInt(status)).getReasonPhrase());
        var content = answer.getContent() == null ? new Content() : answer.getContent();
        said.produces().ifPresent(type -> {
            content.clear();
            content.addMediaType(type, new MediaType().schema(WireTypes.text("string")));
        });
        if (said.response() != null) {
            if (content.isEmpty()) {
                content.addMediaType(JSON, new MediaType().schema(WireTypes.text("object")));
            }
            content.values().forEach(one -> one.setExample(said.response()));
        }
        if (!content.isEmpty()) {
            answer.setContent(content);
        }
        said.also()
                .forEach((code, text) -> responses.addApiResponse(
                        code, new ApiResponse().description(text).content(code.startsWith("2") ? content : null)));
    }

    private static String partOf(String path) {
        var segments = path.split("/");
        return segments.length > 2 && segments[1].equals("api") ? segments[2] : "auth";
    }

    /** Such as {@code getContactsById} for GET /api/contacts/{id}. */
    private static String nameOf(PathItem.HttpMethod method, String path) {
        return method.name().toLowerCase(Locale.ROOT)
                + Arrays.stream(path.replace("/api/", "/").split("[^A-Za-z{]+"))
                        .filter(word -> !word.isEmpty())
                        .map(word -> word.startsWith("{") ? "By" + capital(word.substring(1)) : capital(word))
                        .collect(Collectors.joining());
    }

    private static String capital(String word) {
        return word.substring(0, 1).toUpperCase(Locale.ROOT) + word.substring(1);
    }
}
