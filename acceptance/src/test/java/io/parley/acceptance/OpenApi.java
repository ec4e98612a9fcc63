package io.parley.acceptance;

import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/** The document that the gateway serves, and what it says of each operation. */
record OpenApi(JsonNode document) {

    private static final Set<String> METHODS = Set.of("get", "post", "put", "patch", "delete");

    /** One operation; {@code toString} is how a test's name shows it. */
    record Operation(String method, String path, JsonNode said) {

        JsonNode success() {
            return said.path("responses").properties().stream()
                    .filter(one -> one.getKey().startsWith("2"))
                    .findFirst()
                    .orElseThrow(() -> new AssertionError(this + " never succeeds"))
                    .getValue();
        }

        /** The refusals, each with its media type. */
        Stream<JsonNode> refusals() {
            return said.path("responses").properties().stream()
                    .filter(one -> one.getKey().startsWith("4") || one.getKey().startsWith("5"))
                    .map(one -> one.getValue().path("content").path("application/json"))
                    .filter(content -> !content.isMissingNode());
        }

        JsonNode json() {
            return success().path("content").path("application/json");
        }

        @Override
        public String toString() {
            return method.toUpperCase(java.util.Locale.ROOT) + " " + path;
        }
    }

    List<Operation> operations() {
        return document.path("paths").properties().stream()
                .flatMap(path -> path.getValue().properties().stream()
                        .filter(one -> METHODS.contains(one.getKey()))
                        .map(one -> new Operation(one.getKey(), path.getKey(), one.getValue())))
                .toList();
    }

    /** Returns what is wrong with {@code value}, were it of this schema. */
    List<String> problems(JsonNode schema, JsonNode value) {
        var whole = Repository.JSON.createObjectNode();
        whole.set("components", document.path("components"));
        whole.putArray("allOf").add(schema);
        return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                .getSchema(whole)
                .validate(value)
                .stream()
                .map(problem -> problem.getInstanceLocation() + ": " + problem.getMessage())
                .toList();
    }
}
