package io.parley.messaging.dispatch;

import io.parley.contract.MessageError;
import io.parley.kit.json.Json;
import io.parley.messaging.message.MetaError;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * Understands the answers of the Graph API (Cloud API, "Error codes"). Only a rejection that Meta makes before it
 * processes a message may be tried again by itself; an error of its servers may come after the message went out.
 */
final class GraphAnswer {

    /** Meta was asked too often; the message was not processed. */
    private static final Set<String> TOO_FAST = Set.of("4", "80007", "130429", "131056");

    /** The number or its token cannot send until somebody mends it; the message was not processed. */
    private static final Set<String> HELD =
            Set.of("0", "3", "10", "190", "131005", "131031", "131042", "131045", "131048", "133010", "368", "131057");

    /** Meta's servers failed, before or after the message went out. */
    private static final Set<String> UNKNOWN = Set.of("1", "2", "131000", "131016", "133004");

    private static final Duration SHORTLY = Duration.ofSeconds(2);
    private static final Duration LATER = Duration.ofSeconds(30);

    private GraphAnswer() {}

    static SendOutcome of(int status, byte[] body) {
        var answer = parse(body);
        if (status >= 200 && status < 300) {
            return accepted(answer);
        }
        return MetaError.read(answer.path("error"))
                .map(error -> judged(status, error))
                .orElseGet(() -> withoutCode(status));
    }

    private static SendOutcome accepted(JsonNode answer) {
        var wamid = answer.path("messages").path(0).path("id").asString("");
        return wamid.isEmpty() ? new SendOutcome.Unknown() : new SendOutcome.Accepted(wamid);
    }

    private static SendOutcome judged(int status, MessageError error) {
        if (TOO_FAST.contains(error.code())) {
            return new SendOutcome.NotNow(error, SHORTLY);
        }
        if (HELD.contains(error.code())) {
            return new SendOutcome.NotNow(error, LATER);
        }
        if (UNKNOWN.contains(error.code()) || status >= 500) {
            return new SendOutcome.Unknown();
        }
        return new SendOutcome.Refused(error);
    }

    /** Something in front of Meta's API answered, perhaps in HTML. */
    private static SendOutcome withoutCode(int status) {
        if (status == 429) {
            return new SendOutcome.NotNow(new MessageError("429", "Too many requests", null), SHORTLY);
        }
        if (status >= 500 || status < 400) {
            return new SendOutcome.Unknown();
        }
        return new SendOutcome.Refused(new MessageError(Integer.toString(status), "Refused by the Graph API", null));
    }

    private static JsonNode parse(byte[] body) {
        try {
            return Optional.ofNullable(Json.events().readTree(body)).orElseGet(JsonNodeFactory.instance::missingNode);
        } catch (JacksonException e) {
            return JsonNodeFactory.instance.missingNode();
        }
    }
}
