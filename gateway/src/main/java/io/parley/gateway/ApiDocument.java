package io.parley.gateway;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.databind.node.StringNode;

/** One OpenAPI document out of those of the services. Schemas that share a name and differ are told apart by their service. */
final class ApiDocument {

    private static final String REFERENCE = "#/components/schemas/";
    private static final Pattern PUBLISHED = Pattern.compile("/api/.*|/\\.well-known/.*");

    private final ObjectNode merged;
    private final Set<String> tags = new HashSet<>();

    /** Begins with what no service says: title, security, the gateway's own operations. */
    ApiDocument(ObjectNode base) {
        this.merged = base.deepCopy();
    }

    ApiDocument with(String service, JsonNode document) {
        var schemas = merged.withObjectProperty("components").withObjectProperty("schemas");
        var renamed = new HashMap<String, String>();
        document.path("components").path("schemas").properties().forEach(schema -> {
            var there = schemas.path(schema.getKey());
            if (!there.isMissingNode() && !there.equals(schema.getValue())) {
                renamed.put(schema.getKey(), capital(service) + schema.getKey());
            }
        });
        document.path("components")
                .path("schemas")
                .properties()
                .forEach(schema -> schemas.set(
                        renamed.getOrDefault(schema.getKey(), schema.getKey()), rename(schema.getValue(), renamed)));
        document.path("paths").properties().forEach(path -> {
            if (PUBLISHED.matcher(path.getKey()).matches()) {
                merged.withObjectProperty("paths").set(path.getKey(), rename(path.getValue(), renamed));
            }
        });
        for (var tag : document.path("tags")) {
            if (tags.add(tag.path("name").asString(""))) {
                merged.withArrayProperty("tags").add(tag);
            }
        }
        return this;
    }

    /** Names the services that have not answered, to programs and to people, so that nobody takes the document for the whole. */
    ApiDocument without(Set<String> services) {
        if (!services.isEmpty()) {
            var info = merged.withObjectProperty("info");
            var absent = info.withArrayProperty("x-absent");
            services.stream().sorted().forEach(absent::add);
            var missing = "**Not all of the API is here**: " + String.join(", ", new TreeSet<>(services))
                    + " did not answer yet. Load this again in a few seconds.";
            info.put("description", (missing + "\n\n" + info.path("description").asString("")).strip());
        }
        return this;
    }

    byte[] json(JsonMapper mapper) {
        return mapper.writeValueAsBytes(merged);
    }

    private static JsonNode rename(JsonNode node, Map<String, String> renamed) {
        if (renamed.isEmpty()) {
            return node;
        }
        var copy = node.deepCopy();
        replaceReferences(copy, renamed);
        return copy;
    }

    private static void replaceReferences(JsonNode node, Map<String, String> renamed) {
        if (node instanceof ObjectNode object && object.path("$ref").isString()) {
            var target = object.path("$ref").stringValue();
            var name = target.startsWith(REFERENCE) ? target.substring(REFERENCE.length()) : target;
            if (renamed.containsKey(name)) {
                object.set("$ref", StringNode.valueOf(REFERENCE + renamed.get(name)));
            }
        }
        node.forEach(child -> replaceReferences(child, renamed));
    }

    private static String capital(String service) {
        var word = service.replaceAll("[^A-Za-z]", "");
        return word.substring(0, 1).toUpperCase(java.util.Locale.ROOT) + word.substring(1);
    }
}
