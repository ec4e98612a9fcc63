package io.parley.conversation.project;

import io.parley.contract.Direction;
import io.parley.contract.MessageChanged;
import io.parley.contract.MessageEvent;
import io.parley.contract.MessageStatus;
import io.parley.contract.MessageType;
import io.parley.contract.StatusChanged;
import io.parley.contract.TenantId;
import io.parley.contract.Topics;
import io.parley.conversation.inbox.Conversations.Key;
import io.parley.conversation.inbox.Entry;
import io.parley.conversation.inbox.Mark;
import io.parley.conversation.person.ErasedPeople.Subject;
import io.parley.kit.event.Records;
import java.time.Instant;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/** What a record of a message topic tells. */
sealed interface Fact {

    TenantId tenant();

    /** Returns what is known of the message from this alone. */
    Entry entry();

    /** Whether the thread is told of anew when this comes again, since it may have changed it and not said so. */
    boolean isNews();

    default Key thread() {
        return new Key(tenant(), entry().conversation());
    }

    /** Returns whom it is about, who may have been erased. */
    default Subject subject() {
        return new Subject(tenant(), List.of(entry().conversation()), null, Instant.EPOCH);
    }

    /** Reads a record; throws for one that is none of these. */
    static Fact read(ConsumerRecord<String, byte[]> entry) {
        var tenant = Records.tenantOf(entry).orElseThrow(() -> new IllegalArgumentException("tenant: none"));
        return switch (entry.topic()) {
            case Topics.MESSAGE_RECEIVED -> Said.of(tenant, Kind.RECEIVED, message(entry), entry.offset());
            case Topics.MESSAGE_MIRRORED -> Said.of(tenant, Kind.MIRRORED, message(entry), entry.offset());
            case Topics.MESSAGE_QUEUED -> Said.of(tenant, Kind.QUEUED, message(entry), 0);
            case Topics.MESSAGE_SENT -> Said.of(tenant, Kind.SENT, message(entry), 0);
            case Topics.MESSAGE_CHANGED ->
                Said.of(
                        tenant,
                        Kind.CHANGED,
                        Records.read(entry, MessageChanged.class).message(),
                        Mark.UNKNOWN);
            case Topics.STATUS_CHANGED -> Moved.of(tenant, Records.read(entry, StatusChanged.class));
            default -> throw new IllegalArgumentException("topic: " + entry.topic());
        };
    }

    private static MessageEvent message(ConsumerRecord<String, byte[]> entry) {
        return Records.read(entry, MessageEvent.class);
    }

    /** In what capacity a message is told of. */
    enum Kind {
        /** A customer has just written it. */
        RECEIVED(0),
        /** Parley has taken it to be sent. */
        QUEUED(0),
        /** It happened elsewhere. */
        MIRRORED(0),
        /** WhatsApp has taken it. */
        SENT(1),
        /** It is not as it was. */
        CHANGED(2);

        private final int rank;

        Kind(int rank) {
            this.rank = rank;
        }
    }

    /** A message. */
    record Said(TenantId tenant, MessageEvent message, Kind kind, Entry entry) implements Fact {

        static Said of(TenantId tenant, Kind kind, MessageEvent message, long position) {
            return new Said(tenant, message, kind, Entry.of(tenant, message, kind.rank, position));
        }

        @Override
        public boolean isNews() {
            return kind != Kind.SENT;
        }

        @Override
        public Subject subject() {
            var profile = message.profile();
            var ids = profile == null
                    ? List.of(message.conversationId())
                    : List.of(message.conversationId(), profile.customerId());
            return new Subject(tenant, ids, otherEnd(), message.createdAt());
        }

        /**
         * Whether a customer wrote it just now: it opens the window, reopens the thread and is unread. What WhatsApp itself
         * reports is not, but that somebody opened the chat.
         */
        boolean isFromCustomer() {
            return kind == Kind.RECEIVED
                    && message.direction() == Direction.INBOUND
                    && message.origin() == null
                    && (message.type() != MessageType.SYSTEM
                            || "request_welcome".equals(message.content().get("kind")));
        }

        /** Returns whom the tenant's number writes with: E.164, or a business-scoped user id. */
        @Nullable
        String otherEnd() {
            return message.direction() == Direction.INBOUND ? message.from() : message.to();
        }
    }

    /** A message's status. */
    record Moved(TenantId tenant, Entry entry) implements Fact {

        static Moved of(TenantId tenant, StatusChanged changed) {
            return new Moved(tenant, Entry.of(tenant, changed));
        }

        /** Only a customer's message is read by the tenant; that changes how many are unread. */
        @Override
        public boolean isNews() {
            return entry.status() == MessageStatus.READ && entry.id().version() != 7;
        }
    }
}
