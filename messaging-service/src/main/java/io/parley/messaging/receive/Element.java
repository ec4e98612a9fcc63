package io.parley.messaging.receive;

import io.parley.contract.Direction;
import io.parley.contract.MessageChanged;
import io.parley.contract.MessageContext;
import io.parley.contract.MessageOrigin;
import io.parley.contract.MessageStatus;
import io.parley.contract.MessageType;
import io.parley.messaging.customer.Sighting;
import io.parley.messaging.message.StatusReport;
import io.parley.messaging.number.Numbers;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/** One message, status or other change of a raw event, read but not yet applied. */
sealed interface Element {

    Origin origin();

    /** Returns {@code message}, {@code status} or the name of the field. */
    String kind();

    /** Returns the wamid, where there is one. */
    default @Nullable String wamid() {
        return null;
    }

    /** Returns what is said here of who a customer is, if anything. */
    default @Nullable Sighting sighting() {
        return null;
    }

    /**
     * A message from a customer; inside of {@link Mirrored}, one with a customer.
     *
     * @param context where it came from, where WhatsApp says
     * @param fromAddress the customer as the message names them
     * @param toAddress the tenant's number as the webhook shows it
     * @param repliesTo the wamid that the message answers
     */
    record InboundMessage(
            Origin origin,
            @Nullable String wamid,
            Content content,
            @Nullable MessageContext context,
            Sighting sender,
            @Nullable String fromAddress,
            @Nullable String toAddress,
            @Nullable String repliesTo,
            Instant at)
            implements Element {

        @Override
        public String kind() {
            return "message";
        }

        @Override
        public Sighting sighting() {
            return sender;
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

    /**
     * A report on a message to a customer.
     *
     * @param recipient the customer, where they are known by several names
     */
    record Status(
            Origin origin, StatusReport report, @Nullable Sighting recipient) implements Element {

        @Override
        public @Nullable Sighting sighting() {
            return recipient;
        }

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
     * A message that did not pass through Parley. It has a wamid; what the whole change comes to is said of its field.
     *
     * @param message with the customer as its sender, whoever wrote it
     * @param field where it stood
     */
    record Mirrored(InboundMessage message, String field, MessageOrigin how, Direction direction, MessageStatus status)
            implements Element {

        @Override
        public Origin origin() {
            return message.origin();
        }

        @Override
        public String kind() {
            return field;
        }

        @Override
        public Sighting sighting() {
            return message.sender();
        }
    }

    /** What WhatsApp says of who a customer is, and nothing else. */
    record Introduction(Origin origin, String field, Sighting customer) implements Element {

        @Override
        public String kind() {
            return field;
        }

        @Override
        public Sighting sighting() {
            return customer;
        }
    }

    /** WhatsApp has raised the throughput of a number, which is named only as people know it. */
    record ThroughputUpgrade(Origin origin, String field, Numbers.Shown number) implements Element {

        @Override
        public String kind() {
            return field;
        }
    }

    /**
     * An edit or a revoke of a message by whoever wrote it.
     *
     * @param message what is kept of it where the message it names is unknown
     * @param wamid its own
     * @param original the wamid of the message
     * @param change EDITED or REVOKED
     * @param patch the fields of the content that change
     * @param mirrored where the business made it, on its own phone; null where a customer did
     */
    record Revision(
            InboundMessage message,
            String wamid,
            String original,
            MessageChanged.Change change,
            ObjectNode patch,
            @Nullable Mirrored mirrored)
            implements Element {

        Revision mirroring(Mirrored own) {
            return new Revision(message, wamid, original, change, patch, own);
        }

        Direction author() {
            return mirrored == null ? Direction.INBOUND : mirrored.direction();
        }

        @Override
        public Sighting sighting() {
            return message.sender();
        }

        @Override
        public Origin origin() {
            return message.origin();
        }

        @Override
        public String kind() {
            return mirrored == null ? message.kind() : mirrored.kind();
        }

        Revisions.Name name() {
            return new Revisions.Name(origin().tenant(), origin().phoneNumberId(), wamid);
        }

        Revisions.Name originalName() {
            return new Revisions.Name(origin().tenant(), origin().phoneNumberId(), original);
        }
    }
}
