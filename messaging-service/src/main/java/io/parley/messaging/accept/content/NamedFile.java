package io.parley.messaging.accept.content;

import io.parley.messaging.media.MediaKind;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * One of the tenant's files that a message names.
 *
 * @param kind what it is to be
 * @param field where the content names it
 */
public record NamedFile(UUID id, MediaKind kind, String field) {

    private static final Map<String, MediaKind> IN_HEADERS =
            Map.of("image", MediaKind.IMAGE, "video", MediaKind.VIDEO, "document", MediaKind.DOCUMENT);

    /** Finds the one in the header of a template's content that has been found in order. */
    public static Optional<NamedFile> inHeader(Map<String, Object> content) {
        if (content.get("variables") instanceof Map<?, ?> variables
                && variables.get("header") instanceof Map<?, ?> header) {
            return IN_HEADERS.keySet().stream()
                    .flatMap(kind -> within(header, kind, "content.variables.header").stream())
                    .findFirst();
        }
        return content.get("components") instanceof List<?> components ? among(components) : Optional.empty();
    }

    private static Optional<NamedFile> among(List<?> components) {
        for (var i = 0; i < components.size(); i++) {
            if (components.get(i) instanceof Map<?, ?> component
                    && "header".equals(component.get("type"))
                    && component.get("parameters") instanceof List<?> parameters
                    && !parameters.isEmpty()
                    && parameters.getFirst() instanceof Map<?, ?> parameter) {
                var kind = String.valueOf(parameter.get("type"));
                return within(parameter, kind, "content.components[" + i + "].parameters[0]");
            }
        }
        return Optional.empty();
    }

    private static Optional<NamedFile> within(Map<?, ?> holder, String name, String place) {
        var kind = IN_HEADERS.get(name);
        return kind != null && holder.get(name) instanceof Map<?, ?> media && media.get("mediaId") instanceof String id
                ? Optional.of(new NamedFile(UUID.fromString(id), kind, place + "." + name + ".mediaId"))
                : Optional.empty();
    }
}
