package io.parley.sandbox.meta;

import java.util.Locale;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/** A refusal as the Graph API words it. Callers are meant to key on {@code code}, then on {@code details}. */
public record GraphError(
        int httpStatus,
        int code,
        String message,
        @Nullable String details,
        @Nullable Integer subcode,
        String type) {

    private static final String OAUTH = "OAuthException";
    private static final int PAIR_RATE_SUBCODE = 2494075;

    /** The error with Meta's title and HTTP status for the code. */
    public static GraphError of(int code, @Nullable String details) {
        var message = "(#" + code + ") " + ErrorCatalogue.title(code);
        var subcode = code == 131056 ? PAIR_RATE_SUBCODE : null;
        return new GraphError(ErrorCatalogue.httpStatus(code), code, message, details, subcode, OAUTH);
    }

    /** A bad parameter, told in the message itself as Graph's own argument checks do. */
    public static GraphError parameter(String message) {
        return new GraphError(400, 100, "(#100) " + message, null, null, OAUTH);
    }

    public static GraphError missing(String path) {
        return path.indexOf('[') < 0
                ? parameter("The parameter " + path + " is required.")
                : of(131008, "The parameter " + path + " is required.");
    }

    public static GraphError invalid(String details) {
        return of(131009, details);
    }

    public static GraphError token(String message, @Nullable Integer subcode) {
        return new GraphError(401, 190, message, null, subcode, OAUTH);
    }

    public static GraphError unknownObject(String method, String id) {
        var message = "Unsupported " + method.toLowerCase(Locale.ROOT) + " request. Object with ID '" + id
                + "' does not exist, cannot be loaded due to missing permissions, or does not support this operation."
                + " Please read the Graph API documentation at https://developers.facebook.com/docs/graph-api";
        return new GraphError(400, 100, message, null, 33, "GraphMethodException");
    }

    public static GraphError unknownPath(String path) {
        return new GraphError(400, 2500, "Unknown path components: " + path, null, null, OAUTH);
    }

    public GraphError withHttpStatus(int status) {
        return new GraphError(status, code, message, details, subcode, type);
    }

    public ObjectNode toJson(String traceId) {
        var body = MetaJson.object();
        var error = body.putObject("error");
        error.put("message", message).put("type", type).put("code", code);
        if (details != null) {
            error.putObject("error_data").put("messaging_product", "whatsapp").put("details", details);
        }
        if (subcode != null) {
            error.put("error_subcode", subcode);
        }
        if (ErrorCatalogue.isTransient(code)) {
            error.put("is_transient", true);
        }
        error.put("fbtrace_id", traceId);
        return body;
    }
}
