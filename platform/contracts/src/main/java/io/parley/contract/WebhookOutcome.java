package io.parley.contract;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What became of one raw webhook event. A redelivery says the same again.
 *
 * @param by the service that says so
 * @param elements one for each message, status or other change in the event, in the order of the body
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record WebhookOutcome(
        UUID rawEventId,
        String by,
        Result outcome,
        @Nullable String reason,
        List<Element> elements) {

    public WebhookOutcome {
        elements = List.copyOf(elements);
    }

    /** What can become of an element, and of the event as its most serious element. */
    public enum Result {
        APPLIED,
        DUPLICATE,
        IGNORED,
        DEAD
    }

    /**
     * One message, status or other change.
     *
     * @param index place in the event's body, from 0
     * @param kind {@code message}, {@code status} or the name of the field
     * @param id the wamid, where there is one
     * @param reason UPPER_SNAKE; always present for IGNORED and DEAD
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Element(
            int index,
            String kind,
            @Nullable String id,
            Result outcome,
            @Nullable String reason) {}
}
