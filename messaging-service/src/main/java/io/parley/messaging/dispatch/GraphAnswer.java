package io.parley.messaging.dispatch;

import io.parley.contract.MessageError;
import io.parley.contract.NumberStatus;
import io.parley.kit.json.Json;
import io.parley.messaging.message.MetaError;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * Understands the answers of the Graph API (Cloud API, "Error codes"). Only a rejection that Meta makes before it
 * processes a message may be tried again by itself; an error of its servers may come after the message went out.
 */
final class GraphAnswer {

    /** Meta was asked too often, or is at work on the number; the message was not processed. */
    private static final Map<String, Duration> LATER = Map.of(
            "4", Duration.ofSeconds(5),
            "80007", Duration.ofSeconds(5),
            "130429", Duration.ofSeconds(2),
            "131057", Duration.ofSeconds(20),
            "132069", Duration.ofMinutes(10),
            "133015", Duration.ofMinutes(5),
            "134101", Duration.ofMinutes(2));

    /** Too much to one customer: Meta asks to wait 4^n seconds. The message was not processed. */
    private static final String PAIR_RATE = "131056";

    private static final int PAIR_GROWTH = 4;

    /** The token is no longer good, or was given no right to send. */
    private static final Set<String> TOKEN_REJECTED = Set.of("0", "3", "10", "190", "131005");

    /** Meta lets neither the number nor its account send: quality, payment, policy, registration. */
    private static final Set<String> HELD = Set.of(
            "33", "368", "131031", "131037", "131042", "131045", "131048", "131064", "133006", "133010", "133016",
            "134011");

    /** Meta's servers failed, before or after the message went out. */
    private static final Set<String> UNKNOWN = Set.of("1", "2", "131000", "131016", "133004");

    private static final Duration SHORTLY = Duration.ofSeconds(2);
    private static final Duration AT_ONCE = Duration.ofSeconds(1);

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
        return wamid.isEmpty() ? new SendOutcome.Unknown() : new SendOutcome.Accepted(wamid, recipient(answer));
    }

    private static List<String> recipient(JsonNode answer) {
        var contact = answer.path("contacts").path(0);
        return Stream.of("wa_id", "user_id", "input")
                .map(name -> contact.path(name).asString(""))
                .filter(name -> !name.isEmpty())
                .toList();
    }

    private static SendOutcome judged(int status, MessageError error) {
        if (error.code().equals(PAIR_RATE)) {
            return new SendOutcome.NotNow(error, AT_ONCE, PAIR_GROWTH);
        }
        var later = LATER.get(error.code());
        if (later != null) {
            return new SendOutcome.NotNow(error, later);
        }
        if (TOKEN_REJECTED.contains(error.code()) || isPermission(error.code())) {
            return new SendOutcome.Held(error, NumberStatus.State.TOKEN_REJECTED);
        }
        if (HELD.contains(error.code())) {
            return new SendOutcome.Held(error, NumberStatus.State.HELD);
        }
        if (UNKNOWN.contains(error.code()) || status >= 500) {
            return new SendOutcome.Unknown();
        }
        return new SendOutcome.Refused(error);
    }

    /** 200 to 299 each name a permission that the token lacks. */
    private static boolean isPermission(String code) {
        return code.matches("2\\d\\d");
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

    /** Returns the JSON of an answer; a missing node where it is none. */
    static JsonNode parse(byte[] body) {
        try {
            return Optional.ofNullable(Json.events().readTree(body)).orElseGet(JsonNodeFactory.instance::missingNode);
        } catch (JacksonException e) {
            return JsonNodeFactory.instance.missingNode();
        }
    }
}
