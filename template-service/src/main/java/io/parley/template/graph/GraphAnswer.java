package io.parley.template.graph;

import io.parley.kit.json.Json;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/** An answer of the Graph API about templates, sorted by what it means for us (Cloud API, "Error codes"). */
public sealed interface GraphAnswer {

    /**
     * It was done.
     *
     * @param at when, by Meta's clock; null where it did not say
     */
    record Done(JsonNode body, @Nullable Instant at) implements GraphAnswer {}

    /** Meta refuses, and would again. */
    record Refused(Refusal refusal) implements GraphAnswer {}

    /** Meta does not accept the token, or for nothing that concerns this account. */
    record TokenRejected(Refusal refusal) implements GraphAnswer {}

    /** Meta was asked too often; nothing was done. */
    record TooOften(Duration retryAfter) implements GraphAnswer {}

    /** Nothing was sent: Meta cannot be reached, or is known to be away. */
    record NotReached() implements GraphAnswer {}

    /** It was sent, and nobody knows what became of it. */
    record Lost() implements GraphAnswer {}

    /** Rates, of the app or the account; templates have one of their own. */
    Set<Integer> RATES = Set.of(4, 17, 32, 613, 80007, 80008, 80014, 130429);

    Set<Integer> TOKENS = Set.of(0, 3, 10, 102, 190, 131005);

    /** Meta's servers failed, before or after it was done. */
    Set<Integer> UNKNOWN = Set.of(1, 2, 131000, 131016, 133004);

    Duration A_MINUTE = Duration.ofMinutes(1);
    Duration LONGEST_WAIT = Duration.ofHours(1);

    static GraphAnswer of(int status, HttpHeaders headers, byte[] bytes) {
        var body = parse(bytes);
        if (status >= 200 && status < 300) {
            return body.isObject() && !body.has("error") ? new Done(body, date(headers)) : new Lost();
        }
        var error = body.path("error");
        if (!error.isObject()) {
            return withoutCode(status);
        }
        return judged(
                status, headers, Refusal.of(error), error.path("is_transient").asBoolean(false));
    }

    private static GraphAnswer judged(int status, HttpHeaders headers, Refusal refusal, boolean isTransient) {
        if (RATES.contains(refusal.code()) || status == 429) {
            return new TooOften(waitOf(headers));
        }
        if (TOKENS.contains(refusal.code()) || (refusal.code() >= 200 && refusal.code() <= 299)) {
            return new TokenRejected(refusal);
        }
        if (UNKNOWN.contains(refusal.code()) || isTransient || status >= 500) {
            return new Lost();
        }
        return new Refused(refusal);
    }

    /** Something in front of Meta's API answered, perhaps in HTML. */
    private static GraphAnswer withoutCode(int status) {
        if (status == 429) {
            return new TooOften(A_MINUTE);
        }
        return status >= 400 && status < 500 ? new Refused(Refusal.ofStatus(status)) : new Lost();
    }

    /** Minutes until Meta takes calls again, as it says itself. */
    private static Duration waitOf(HttpHeaders headers) {
        var usage = headers.getFirst("X-Business-Use-Case-Usage");
        if (usage == null) {
            return A_MINUTE;
        }
        var minutes = parse(usage.getBytes(java.nio.charset.StandardCharsets.UTF_8))
                .findValues("estimated_time_to_regain_access")
                .stream()
                .mapToLong(node -> node.asLong(0))
                .max()
                .orElse(0);
        var wait = Duration.ofMinutes(Math.max(1, minutes));
        return wait.compareTo(LONGEST_WAIT) > 0 ? LONGEST_WAIT : wait;
    }

    private static @Nullable Instant date(HttpHeaders headers) {
        try {
            return Optional.ofNullable(headers.getFirst(HttpHeaders.DATE))
                    .map(text -> DateTimeFormatter.RFC_1123_DATE_TIME.parse(text, Instant::from))
                    .orElse(null);
        } catch (DateTimeParseException e) {
            return null;
        }
    }

    private static JsonNode parse(byte[] body) {
        try {
            return Optional.ofNullable(Json.events().readTree(body)).orElseGet(JsonNodeFactory.instance::missingNode);
        } catch (JacksonException e) {
            return JsonNodeFactory.instance.missingNode();
        }
    }
}
