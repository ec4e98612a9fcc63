package io.parley.messaging.receive;

import io.parley.contract.MessageChanged;
import io.parley.contract.MessageContext;
import io.parley.contract.MessageType;
import io.parley.messaging.customer.Sighting;
import io.parley.messaging.message.StatusReport;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/** One message, status or other change of a raw event, read but not yet applied. */
sealed interface Element {

    Origin origin();

    /** Returns {@code message}, {@code status} or the name of the field. */
    String kind();

    /** Returns the wamid, where there is one. */
    @Nullable
    String wamid();

    /**
     * A message from a customer.
     *
     * @param context where it came from, where WhatsApp says
     * @param toAddress the tenant's number as the webhook shows it
     * @param repliesTo the wamid that the message answers
     */
    record InboundMessage(
            Origin origin,
            @Nullable String wamid,
            Content content,
            @Nullable MessageContext context,
            Sighting sender,
            @Nullable String toAddress,
            @Nullable String repliesTo,
            Instant at)
            implements Element {

        @Override
        public String kind() {
            return "message";
        }

        MessageType type() {
            return content.type();
        }

        /** Returns the wamid of another message that this one is about: the one it answers, or reacts to. */
        @Nullable
        String mentions() {
            return type() == MessageType.REACTION
                    ? content.body().path("whatsappId").asString()
                    : repliesTo;
        }
    }

    /** A report on a message to a customer. */
    record Status(Origin origin, StatusReport report) implements Element {

        @Override
        public String kind() {
            return "status";
        }

        @Override
        public String wamid() {
            return report.key().wamid();
        }
    }

    /** What this service does not apply, and why. */
    record Unhandled(Origin origin, String kind, @Nullable String wamid, String reason) implements Element {}

    /**
     * An edit or a revoke of a message by the customer who wrote it.
     *
     * @param message what is kept of it where the message it names is unknown
     * @param wamid its own
     * @param original the wamid of the message
     * @param change EDITED or REVOKED
     * @param patch the fields of the content that change
     */
    record Revision(
            InboundMessage message, String wamid, String original, MessageChanged.Change change, ObjectNode patch)
            implements Element {

        @Override
        public Origin origin() {
            return message.origin();
        }

        @Override
        public String kind() {
            return message.kind();
        }

        Revisions.Name name() {
            return new Revisions.Name(origin().tenant(), origin().phoneNumberId(), wamid);
        }

        Revisions.Name originalName() {
            return new Revisions.Name(origin().tenant(), origin().phoneNumberId(), original);
        }
    }
}
