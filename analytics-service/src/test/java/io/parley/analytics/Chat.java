package io.parley.analytics;

import io.parley.contract.Conversation;
import io.parley.contract.ConversationStatus;
import io.parley.contract.ConversationUpdated;
import io.parley.contract.Direction;
import io.parley.contract.EventTypes;
import io.parley.contract.MessageEvent;
import io.parley.contract.MessageStatus;
import io.parley.contract.MessageType;
import io.parley.contract.StatusChanged;
import io.parley.contract.TenantId;
import io.parley.contract.Topics;
import io.parley.kit.event.Event;
import io.parley.kit.id.Ids;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A conversation, as other services tell of it. */
record Chat(TenantId tenant, UUID id) {

    private static final String NUMBER = "500600700800901";

    static Chat of(TenantId tenant, int place) {
        return new Chat(tenant, Ids.derived("chat", tenant, place));
    }

    /** The customer's message number {@code place}. */
    MessageEvent said(int place, Instant at) {
        return message(place, Direction.INBOUND, MessageType.TEXT, Map.of("text", "Hello"), null, at);
    }

    /** An answer of {@code agent}; null for one from the business's own phone. */
    MessageEvent answered(int place, @Nullable UUID agent, Instant at) {
        return message(place, Direction.OUTBOUND, MessageType.TEXT, Map.of("text", "Yes"), agent, at);
    }

    MessageEvent template(int place, String name, UUID agent, Instant at) {
        var content = Map.<String, Object>of("name", name, "language", "en", "components", List.of());
        return message(place, Direction.OUTBOUND, MessageType.TEMPLATE, content, agent, at);
    }

    private MessageEvent message(
            int place,
            Direction direction,
            MessageType type,
            Map<String, Object> content,
            @Nullable UUID agent,
            Instant at) {
        var inbound = direction == Direction.INBOUND;
        return new MessageEvent(
                Ids.derived("message", tenant, id, place),
                id,
                direction,
                type,
                content,
                inbound ? MessageStatus.DELIVERED : MessageStatus.QUEUED,
                "+447700900123",
                "+442079460123",
                NUMBER,
                inbound ? "wamid." + place : null,
                null,
                null,
                agent,
                null,
                at,
                at,
                null,
                null,
                null,
                null,
                null);
    }

    Event received(MessageEvent message) {
        return of(Topics.MESSAGE_RECEIVED, EventTypes.MESSAGE_RECEIVED, message);
    }

    Event queued(MessageEvent message) {
        return of(Topics.MESSAGE_QUEUED, EventTypes.MESSAGE_QUEUED, message);
    }

    Event sent(MessageEvent message) {
        return of(Topics.MESSAGE_SENT, EventTypes.MESSAGE_SENT, taken(message));
    }

    Event mirrored(MessageEvent message) {
        return of(Topics.MESSAGE_MIRRORED, EventTypes.MESSAGE_MIRRORED, taken(message));
    }

    private static MessageEvent taken(MessageEvent message) {
        return new MessageEvent(
                message.id(),
                message.conversationId(),
                message.direction(),
                message.type(),
                message.content(),
                MessageStatus.SENT,
                message.from(),
                message.to(),
                message.phoneNumberId(),
                "wamid." + message.id(),
                null,
                null,
                message.sentBy(),
                null,
                message.createdAt(),
                message.createdAt().plusSeconds(1),
                null,
                null,
                null,
                null,
                null);
    }

    Event moved(MessageEvent message, MessageStatus from, MessageStatus to) {
        var wamid = from == MessageStatus.QUEUED && to == MessageStatus.FAILED ? null : "wamid." + message.id();
        return Event.of(
                        Topics.STATUS_CHANGED,
                        EventTypes.STATUS_CHANGED,
                        Ids.derived("moved", message.id(), from, to),
                        tenant,
                        message.id())
                .keyed(id)
                .carrying(new StatusChanged(message.id(), id, wamid, from, to, message.createdAt(), null, null));
    }

    Event closed(long revision, @Nullable UUID agent, Instant at) {
        return updated(revision, agent, at, ConversationStatus.CLOSED, List.of("status"));
    }

    Event updated(long revision, @Nullable UUID by, Instant at, ConversationStatus status, List<String> changed) {
        var conversation = new Conversation(
                id, null, null, NUMBER, null, null, status, null, List.of(), 0, null, at, null, null, 1, at, at);
        return Event.of(
                        Topics.CONVERSATION_UPDATED,
                        EventTypes.CONVERSATION_UPDATED,
                        Ids.derived("updated", id, revision),
                        tenant,
                        id)
                .carrying(new ConversationUpdated(conversation, changed, by, null, revision, at));
    }

    private Event of(String topic, String type, MessageEvent message) {
        return Event.of(topic, type, Ids.derived(type, message.id()), tenant, message.id())
                .keyed(id)
                .at(message.updatedAt())
                .carrying(message);
    }
}
