package io.parley.kit.api;

import io.parley.kit.web.CommonError;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.examples.Example;
import io.swagger.v3.oas.models.media.Content;
import io.swagger.v3.oas.models.media.JsonSchema;
import io.swagger.v3.oas.models.media.MediaType;
import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.oas.models.responses.ApiResponse;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.springframework.http.HttpStatus;

/** The errors of one operation, each with its envelope: those that it shares with others follow from what it takes. */
final class Refusals {

    static final String SCHEMA = "Error";

    private static final String EXAMPLE_REQUEST = "01a20591-9412-7c3b-8a55-0f4b7f1f2a10";

    private final Operation operation;
    private final String path;
    private final boolean isPublic;

    Refusals(Operation operation, String path, boolean isPublic) {
        this.operation = operation;
        this.path = path;
        this.isPublic = isPublic;
    }

    static Schema<?> schema() {
        var problem = WireTypes.text("object");
        problem.addProperty("field", WireTypes.text("string").description("Its path, such as content.text"));
        problem.addProperty("message", WireTypes.text("string"));
        var schema = WireTypes.text("object").description("Every refusal looks like this.");
        schema.addProperty("success", new JsonSchema()._const(false));
        schema.addProperty("message", WireTypes.text("string").description("For people"));
        schema.addProperty("code", WireTypes.text("string").description("For programs; stable"));
        schema.addProperty("requestId", WireTypes.text("string").description("Quote it when you report something"));
        schema.addProperty("errors", WireTypes.text("array").items(problem));
        schema.addProperty("error", WireTypes.text("string").description("Detail, only in development"));
        return schema.required(List.of("success", "message", "code", "requestId"));
    }

    void add(Map<String, String> own, ApiProperties properties) {
        common().forEach((code, message) -> add(code.status(), code.name(), message));
        own.forEach((code, message) -> add(properties.error(code).status(), code, message));
    }

    private Map<CommonError, String> common() {
        var errors = new LinkedHashMap<CommonError, String>();
        var hasBody = operation.getRequestBody() != null;
        var hasParameters =
                operation.getParameters() != null && !operation.getParameters().isEmpty();
        if (hasBody) {
            errors.put(CommonError.MALFORMED_REQUEST, "The body is not readable JSON");
            errors.put(CommonError.PAYLOAD_TOO_LARGE, "The body is larger than is allowed here");
            errors.put(CommonError.UNSUPPORTED_MEDIA_TYPE, "Unsupported Media Type");
        }
        if (hasBody || hasParameters) {
            errors.put(CommonError.VALIDATION_FAILED, "page: must be a whole number of at least 1");
        }
        if (!isPublic) {
            errors.put(CommonError.UNAUTHORIZED, "A valid access token is required");
            errors.put(CommonError.TOO_MANY_REQUESTS, "Too many requests; try again later");
        }
        if (operation.getExtensions() != null && operation.getExtensions().containsKey(RoleNeeded.ROLE)) {
            errors.put(CommonError.FORBIDDEN, "Your role does not allow this");
        }
        if (path.contains("{")) {
            errors.put(CommonError.NOT_FOUND, "Not found");
        }
        errors.put(CommonError.INTERNAL_ERROR, "Something went wrong; quote the request id when you report it");
        errors.put(CommonError.SERVICE_UNAVAILABLE, "Temporarily unavailable, try again");
        return errors;
    }

    private void add(HttpStatus status, String code, String message) {
        var key = String.valueOf(status.value());
        var response = operation.getResponses().get(key);
        if (response == null) {
            response = new ApiResponse().description(status.getReasonPhrase());
            operation.getResponses().addApiResponse(key, response);
        }
        if (response.getContent() == null) {
            var content = new MediaType().schema(new JsonSchema().$ref("#/components/schemas/" + SCHEMA));
            response.setContent(new Content().addMediaType("application/json", content));
        }
        response.getContent().values().forEach(one -> one.addExamples(code, example(code, message)));
    }

    private static Example example(String code, String message) {
        var value = new LinkedHashMap<String, Object>();
        value.put("success", false);
        value.put("message", message);
        value.put("code", code);
        value.put("requestId", EXAMPLE_REQUEST);
        if (code.equals(CommonError.VALIDATION_FAILED.name())) {
            var parts = message.split(": ", 2);
            value.put("errors", List.of(Map.of("field", parts[0], "message", parts[1])));
        }
        return new Example().value(value);
    }
}
