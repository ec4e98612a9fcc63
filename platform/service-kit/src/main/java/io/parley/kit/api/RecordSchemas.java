package io.parley.kit.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonRawValue;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.media.JsonSchema;
import io.swagger.v3.oas.models.media.Schema;
import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Says of each field whether it is always there and whether it may be null, as the record's own types say. */
final class RecordSchemas {

    private static final String REFERENCE = "#/components/schemas/";

    private final SchemaNames names;

    RecordSchemas(SchemaNames names) {
        this.names = names;
    }

    void complete(OpenAPI document) {
        var schemas = document.getComponents().getSchemas();
        if (schemas == null) {
            return;
        }
        var requests = requests(document, schemas);
        schemas.forEach((name, schema) -> {
            if (name.startsWith("Success") && schema.getProperties() != null) {
                schema.setRequired(java.util.List.of("success", "data"));
            }
            names.classOf(name)
                    .filter(Class::isRecord)
                    .filter(type -> schema.getProperties() != null)
                    .ifPresent(type -> describe(schema, type, requests.contains(name)));
        });
    }

    @SuppressWarnings({"rawtypes", "unchecked"})
    private static void describe(Schema schema, Class<?> type, boolean isRequest) {
        var properties = new LinkedHashMap<String, Schema>(schema.getProperties());
        var required = new HashSet<String>(schema.getRequired() == null ? Set.of() : schema.getRequired());
        describe(properties, required, type, isRequest);
        schema.setProperties(properties);
        schema.setRequired(
                properties.keySet().stream().filter(required::contains).toList());
    }

    @SuppressWarnings("rawtypes")
    private static void describe(
            Map<String, Schema> properties, Set<String> required, Class<?> type, boolean isRequest) {
        for (var part : parts(type).toList()) {
            if (part.isAnnotationPresent(JsonUnwrapped.class)) {
                describe(properties, required, part.getReturnType(), isRequest);
                continue;
            }
            var name = part.getName();
            if (!properties.containsKey(name)) {
                continue;
            }
            if (part.isAnnotationPresent(JsonRawValue.class)) {
                properties.put(name, new JsonSchema());
            }
            if (!isNullable(part)) {
                if (!WireTypes.isWrapper(part.getReturnType())) {
                    required.add(name);
                }
            } else if (isRequest || !isLeftOut(part, type)) {
                properties.put(name, WireTypes.orNull(properties.get(name)));
                if (!isRequest) {
                    required.add(name);
                }
            }
        }
    }

    /** The record's components, and what else it shows. */
    private static Stream<Method> parts(Class<?> type) {
        if (!type.isRecord()) {
            return Stream.of();
        }
        return Stream.concat(
                Arrays.stream(type.getRecordComponents()).map(RecordComponent::getAccessor),
                Arrays.stream(type.getDeclaredMethods())
                        .filter(method -> method.isAnnotationPresent(JsonProperty.class)));
    }

    private static boolean isNullable(Method part) {
        return part.getAnnotatedReturnType().isAnnotationPresent(Nullable.class)
                || part.isAnnotationPresent(JsonRawValue.class);
    }

    private static boolean isLeftOut(Method part, Class<?> type) {
        var own = part.getAnnotation(JsonInclude.class);
        var inclusion = own == null ? type.getAnnotation(JsonInclude.class) : own;
        return inclusion != null && inclusion.value() == JsonInclude.Include.NON_NULL;
    }

    @SuppressWarnings("rawtypes")
    private static Set<String> requests(OpenAPI document, Map<String, Schema> schemas) {
        var found = new HashSet<String>();
        document.getPaths().values().stream()
                .flatMap(path -> path.readOperations().stream())
                .filter(operation -> operation.getRequestBody() != null
                        && operation.getRequestBody().getContent() != null)
                .flatMap(operation -> operation.getRequestBody().getContent().values().stream())
                .forEach(content -> collect(content.getSchema(), schemas, found));
        return found;
    }

    @SuppressWarnings({"rawtypes", "unchecked"})
    private static void collect(@Nullable Schema schema, Map<String, Schema> schemas, Set<String> found) {
        if (schema == null) {
            return;
        }
        var reference = schema.get$ref();
        if (reference != null) {
            var name = reference.substring(REFERENCE.length());
            if (found.add(name)) {
                collect(schemas.get(name), schemas, found);
            }
        }
        if (schema.getProperties() != null) {
            ((Map<String, Schema>) schema.getProperties())
                    .values()
                    .forEach(property -> collect(property, schemas, found));
        }
        if (schema.getAnyOf() != null) {
            ((java.util.List<Schema>) schema.getAnyOf()).forEach(one -> collect(one, schemas, found));
        }
        collect(schema.getItems(), schemas, found);
    }
}
