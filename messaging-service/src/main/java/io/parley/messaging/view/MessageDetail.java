package io.parley.messaging.view;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.parley.contract.Direction;
import io.parley.contract.MessageError;
import io.parley.contract.MessageEvent;
import io.parley.contract.MessageStatus;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** A message and everything that became of it, oldest first. */
record MessageDetail(@JsonUnwrapped MessageEvent message, List<Step> statusHistory) {

    /** Each status counts once, when it was first known: WhatsApp's own "sent" says again what its answer has said. */
    static MessageDetail of(MessageEvent message, List<Step> steps) {
        var known = new HashSet<String>();
        return new MessageDetail(
                message, steps.stream().filter(step -> known.add(step.status())).toList());
    }

    /**
     * One thing that became of it.
     *
     * @param status a {@link MessageStatus}, or WhatsApp's own word in upper case where Parley has none for it
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Step(String status, Instant at, @Nullable MessageError error) {

        /** How the message began. */
        static Step first(MessageEvent message) {
            var outbound = message.origin() == null ? MessageStatus.QUEUED : MessageStatus.SENT;
            var status = message.direction() == Direction.INBOUND ? MessageStatus.DELIVERED : outbound;
            return new Step(status.name(), message.createdAt(), null);
        }

        /** WhatsApp's answer to the send call, or the failure that Parley itself has found. */
        static List<Step> acceptance(MessageEvent message, @Nullable OffsetDateTime sentAt) {
            if (sentAt != null) {
                return List.of(new Step(MessageStatus.SENT.name(), sentAt.toInstant(), null));
            }
            return message.status() == MessageStatus.FAILED
                    ? List.of(new Step(MessageStatus.FAILED.name(), message.updatedAt(), message.error()))
                    : List.of();
        }

        static Step reported(String word, Instant at, @Nullable MessageError error) {
            return new Step(word.toUpperCase(Locale.ROOT), at, error);
        }
    }
}
