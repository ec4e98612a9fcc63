package io.parley.analytics.fact;

import io.parley.contract.ConversationStatus;
import io.parley.contract.ConversationUpdated;
import io.parley.contract.Direction;
import io.parley.contract.MessageEvent;
import io.parley.contract.MessageStatus;
import io.parley.contract.MessageType;
import io.parley.contract.StatusChanged;
import io.parley.contract.TenantId;
import io.parley.contract.Topics;
import io.parley.kit.event.Records;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/** What a record tells that is counted. */
public sealed interface Told {

    /** The topics that tell of what is counted. */
    List<String> TOPICS = List.of(
            Topics.MESSAGE_RECEIVED,
            Topics.MESSAGE_QUEUED,
            Topics.MESSAGE_SENT,
            Topics.MESSAGE_MIRRORED,
            Topics.STATUS_CHANGED,
            Topics.CONVERSATION_UPDATED);

    TenantId tenant();

    UUID conversation();

    /** Reads a record of one of {@link #TOPICS}; empty for what is not counted. Throws for what cannot be read. */
    static Optional<Told> read(ConsumerRecord<String, byte[]> entry) {
        var tenant = Records.tenantOf(entry).orElseThrow(() -> new IllegalArgumentException("tenant: none"));
        return switch (entry.topic()) {
            case Topics.MESSAGE_RECEIVED, Topics.MESSAGE_QUEUED, Topics.MESSAGE_SENT, Topics.MESSAGE_MIRRORED ->
                Optional.of(Message.of(tenant, Records.read(entry, MessageEvent.class)));
            case Topics.STATUS_CHANGED -> Optional.of(Status.of(tenant, Records.read(entry, StatusChanged.class)));
            case Topics.CONVERSATION_UPDATED -> Closing.of(tenant, Records.read(entry, ConversationUpdated.class));
            default -> throw new IllegalArgumentException("topic: " + entry.topic());
        };
    }

    /** A message, with what had become of it then. */
    record Message(TenantId tenant, MessageFact fact) implements Told {

        static Message of(TenantId tenant, MessageEvent message) {
            var outbound = message.direction() == Direction.OUTBOUND;
            var progress = Progress.of(message.status());
            return new Message(
                    tenant,
                    new MessageFact(
                            tenant,
                            message.id(),
                            message.conversationId(),
                            message.createdAt().truncatedTo(ChronoUnit.MICROS),
                            outbound
                                    ? MessageFact.Kind.OUTBOUND
                                    : asks(message) ? MessageFact.Kind.ASKS : MessageFact.Kind.INBOUND,
                            progress,
                            outbound && (progress.isSent() || message.whatsappId() != null),
                            outbound ? message.sentBy() : null,
                            outbound ? template(message) : null,
                            null));
        }

        /** What WhatsApp itself reports awaits no answer, nor does a reaction, nor what was written before Parley was there. */
        private static boolean asks(MessageEvent message) {
            return message.origin() == null
                    && message.type() != MessageType.SYSTEM
                    && message.type() != MessageType.REACTION;
        }

        private static @Nullable TemplateName template(MessageEvent message) {
            return message.type() == MessageType.TEMPLATE
                            && message.content().get("name") instanceof String name
                            && message.content().get("language") instanceof String language
                    ? new TemplateName(name, language)
                    : null;
        }

        @Override
        public UUID conversation() {
            return fact.conversation();
        }
    }

    /**
     * What became of a message.
     *
     * @param accepted whether this tells that WhatsApp has taken it
     */
    record Status(TenantId tenant, UUID conversation, UUID message, Progress progress, boolean accepted)
            implements Told {

        static Status of(TenantId tenant, StatusChanged changed) {
            var progress = Progress.of(changed.to());
            var accepted = progress.isSent() || changed.whatsappId() != null || changed.from() == MessageStatus.SENT;
            return new Status(tenant, changed.conversationId(), changed.messageId(), progress, accepted);
        }
    }

    /** A user has closed a conversation, which its revision names. */
    record Closing(TenantId tenant, UUID conversation, long revision, Instant at, UUID by) implements Told {

        static Optional<Told> of(TenantId tenant, ConversationUpdated update) {
            var closed = update.conversation().status() == ConversationStatus.CLOSED
                    && update.changed().contains("status");
            return Optional.ofNullable(closed ? update.by() : null)
                    .map(by -> new Closing(
                            tenant,
                            update.conversation().id(),
                            update.revision(),
                            update.at().truncatedTo(ChronoUnit.MICROS),
                            by));
        }
    }
}
