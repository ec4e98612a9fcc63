package io.parley.sandbox.web;

import io.parley.sandbox.behaviour.InvalidSetting;
import jakarta.servlet.http.HttpServletRequest;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JacksonException.Reference;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.cfg.EnumFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Reads what the control doors are given, strictly: every mistake becomes a refusal that names the field. */
@Component
public class ControlJson {

    private final JsonMapper mapper = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(EnumFeature.FAIL_ON_NUMBERS_FOR_ENUMS)
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
            .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
            .build();

    public <T> T read(HttpServletRequest request, Class<T> type) {
        return convert(object(request), type);
    }

    public ObjectNode object(HttpServletRequest request) {
        try {
            if (mapper.readTree(RequestBody.read(request)) instanceof ObjectNode object) {
                return object;
            }
        } catch (JacksonException unreadable) {
            throw new InvalidSetting("body", unreadable.getOriginalMessage() + " (expected: one JSON object)");
        }
        throw new InvalidSetting("body", "something else (expected: one JSON object)");
    }

    public ObjectNode tree(Object value) {
        return mapper.valueToTree(value);
    }

    public <T> T convert(JsonNode tree, Class<T> type) {
        try {
            return mapper.treeToValue(tree, type);
        } catch (JacksonException mismatch) {
            throw refusal(mismatch);
        }
    }

    private static InvalidSetting refusal(JacksonException mismatch) {
        var path = mismatch.getPath().stream()
                .map(ControlJson::step)
                .collect(Collectors.joining("."))
                .replace(".[", "[");
        if (mismatch.getCause() instanceof InvalidSetting inner) {
            var field = path.isEmpty() ? inner.field() : path + "." + inner.field();
            return new InvalidSetting(field, String.valueOf(inner.getMessage()));
        }
        var reason = mismatch.getOriginalMessage().lines().findFirst().orElse("unreadable");
        return new InvalidSetting(path.isEmpty() ? "body" : path, reason);
    }

    private static String step(Reference reference) {
        return reference.getPropertyName() == null ? "[" + reference.getIndex() + "]" : reference.getPropertyName();
    }
}
