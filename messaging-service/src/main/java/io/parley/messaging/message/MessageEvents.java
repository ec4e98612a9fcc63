package io.parley.messaging.message;

import io.parley.contract.EventTypes;
import io.parley.contract.MessageChanged;
import io.parley.contract.MessageEvent;
import io.parley.contract.StatusChanged;
import io.parley.contract.TenantId;
import io.parley.contract.Topics;
import io.parley.kit.event.Event;
import io.parley.kit.id.Ids;
import java.time.Instant;
import java.util.UUID;

/**
 * The events that this service writes about messages. Their ids are derived from what they report, so that a repetition
 * is known as one, and their key is the conversation, so that they stay in order within it.
 */
public final class MessageEvents {

    private MessageEvents() {}

    /** A customer's message has arrived. */
    public static Event received(TenantId tenant, MessageEvent message) {
        return of(Topics.MESSAGE_RECEIVED, EventTypes.MESSAGE_RECEIVED, tenant, message);
    }

    /** A message to a customer was accepted by Parley. */
    public static Event queued(TenantId tenant, MessageEvent message) {
        return of(Topics.MESSAGE_QUEUED, EventTypes.MESSAGE_QUEUED, tenant, message);
    }

    /** A message to a customer was accepted by WhatsApp. */
    public static Event sent(TenantId tenant, MessageEvent message) {
        return of(Topics.MESSAGE_SENT, EventTypes.MESSAGE_SENT, tenant, message);
    }

    /** A message that did not pass through Parley has become known, by {@code cause}; or more of it has, by another. */
    public static Event mirrored(TenantId tenant, MessageEvent message, UUID cause) {
        var id = Ids.derived(EventTypes.MESSAGE_MIRRORED, message.id(), cause);
        return Event.of(Topics.MESSAGE_MIRRORED, EventTypes.MESSAGE_MIRRORED, id, tenant, message.id())
                .keyed(message.conversationId())
                .at(message.updatedAt())
                .carrying(message);
    }

    /** A message's status moved forward. */
    public static Event statusChanged(TenantId tenant, StatusChanged changed) {
        var id = Ids.derived(EventTypes.STATUS_CHANGED, changed.messageId(), changed.from(), changed.to());
        return Event.of(Topics.STATUS_CHANGED, EventTypes.STATUS_CHANGED, id, tenant, changed.messageId())
                .keyed(changed.conversationId())
                .at(changed.at())
                .carrying(changed);
    }

    /** A message was edited or taken back by {@code revision}, a wamid of its own. */
    public static Event changed(TenantId tenant, String revision, Instant at, MessageChanged changed) {
        var message = changed.message();
        var id = Ids.derived(EventTypes.MESSAGE_CHANGED, message.id(), revision);
        return Event.of(Topics.MESSAGE_CHANGED, EventTypes.MESSAGE_CHANGED, id, tenant, message.id())
                .keyed(message.conversationId())
                .at(at)
                .carrying(changed);
    }

    private static Event of(String topic, String type, TenantId tenant, MessageEvent message) {
        return Event.of(topic, type, Ids.derived(type, message.id()), tenant, message.id())
                .keyed(message.conversationId())
                .at(message.updatedAt())
                .carrying(message);
    }
}
