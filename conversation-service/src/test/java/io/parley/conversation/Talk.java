package io.parley.conversation;

import io.parley.contract.CustomerProfile;
import io.parley.contract.Direction;
import io.parley.contract.EventTypes;
import io.parley.contract.MessageChanged;
import io.parley.contract.MessageEvent;
import io.parley.contract.MessageOrigin;
import io.parley.contract.MessageStatus;
import io.parley.contract.MessageType;
import io.parley.contract.StatusChanged;
import io.parley.contract.TenantId;
import io.parley.contract.Topics;
import io.parley.kit.event.Event;
import io.parley.kit.id.Ids;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What a tenant's number and one customer write to each other, as messaging-service tells of it. */
record Talk(TenantId tenant, UUID id, String phone, String name) {

    public static final Instant NOON = Instant.parse("2026-01-05T12:00:00Z");

    private static final String NUMBER = "500600700800901";
    private static final String OURS = "+442079460123";
    private static final Ids IDS = new Ids();

    public static Talk with(TenantId tenant, String phone, String name) {
        return new Talk(tenant, Ids.derived("conversation", tenant, NUMBER, customerOf(phone)), phone, name);
    }

    private static UUID customerOf(String phone) {
        return Ids.derived("customer", phone);
    }

    public UUID customer() {
        return customerOf(phone);
    }

    public CustomerProfile profile() {
        return new CustomerProfile(customer(), phone, null, name, null);
    }

    /** The customer's message number {@code place}, written so many seconds after noon. */
    public MessageEvent said(int place, String text, long seconds) {
        return inbound(place, MessageType.TEXT, Map.of("text", text), NOON.plusSeconds(seconds));
    }

    public MessageEvent inbound(int place, MessageType type, Map<String, Object> content, Instant at) {
        var message = Ids.derived("message", tenant, id, place);
        return message(message, Direction.INBOUND, type, content, MessageStatus.DELIVERED, at, null);
    }

    /** Parley's message that {@code at} was accepted. */
    public MessageEvent answered(String text, Instant at) {
        var time = at.toEpochMilli() << 16 | 0x7000 | IDS.next().getMostSignificantBits() & 0xfff;
        var message = new UUID(time, IDS.next().getLeastSignificantBits());
        return message(
                message, Direction.OUTBOUND, MessageType.TEXT, Map.of("text", text), MessageStatus.QUEUED, at, null);
    }

    /** A message from the business's own phone. */
    public MessageEvent mirrored(int place, Direction direction, String text, Instant at) {
        var message = Ids.derived("mirrored", tenant, id, place);
        return message(
                message,
                direction,
                MessageType.TEXT,
                Map.of("text", text),
                MessageStatus.SENT,
                at,
                direction == Direction.INBOUND ? MessageOrigin.HISTORY : MessageOrigin.PHONE_APP);
    }

    private MessageEvent message(
            UUID message,
            Direction direction,
            MessageType type,
            Map<String, Object> content,
            MessageStatus status,
            Instant at,
            @Nullable MessageOrigin origin) {
        var inbound = direction == Direction.INBOUND;
        return new MessageEvent(
                message,
                id,
                direction,
                type,
                content,
                status,
                inbound ? phone : OURS,
                inbound ? OURS : phone,
                NUMBER,
                inbound ? "wamid." + message : null,
                null,
                null,
                null,
                null,
                at,
                at,
                null,
                origin,
                null,
                null,
                inbound && origin == null ? profile() : null);
    }

    /** The same message, otherwise than it was. */
    public static MessageEvent as(MessageEvent message, MessageStatus status, Map<String, Object> content, Instant at) {
        return new MessageEvent(
                message.id(),
                message.conversationId(),
                message.direction(),
                message.type(),
                content,
                status,
                message.from(),
                message.to(),
                message.phoneNumberId(),
                "wamid." + message.id(),
                null,
                null,
                null,
                null,
                message.createdAt(),
                at,
                null,
                message.origin(),
                null,
                null,
                null);
    }

    public Event received(MessageEvent message) {
        return of(Topics.MESSAGE_RECEIVED, EventTypes.MESSAGE_RECEIVED, message);
    }

    public Event queued(MessageEvent message) {
        return of(Topics.MESSAGE_QUEUED, EventTypes.MESSAGE_QUEUED, message);
    }

    public Event sent(MessageEvent message) {
        var sent = as(
                message,
                MessageStatus.SENT,
                message.content(),
                message.createdAt().plusSeconds(1));
        return of(Topics.MESSAGE_SENT, EventTypes.MESSAGE_SENT, sent);
    }

    public Event mirrored(MessageEvent message) {
        return of(Topics.MESSAGE_MIRRORED, EventTypes.MESSAGE_MIRRORED, message);
    }

    /** The customer has replaced the text. */
    public Event edited(MessageEvent message, String text, Instant at) {
        var changed = new MessageChanged(
                MessageChanged.Change.EDITED, as(message, message.status(), Map.of("text", text), at));
        return Event.of(
                        Topics.MESSAGE_CHANGED,
                        EventTypes.MESSAGE_CHANGED,
                        Ids.derived("edited", message.id(), text),
                        tenant,
                        message.id())
                .keyed(id)
                .carrying(changed);
    }

    public Event moved(UUID message, MessageStatus from, MessageStatus to, Instant at) {
        return Event.of(
                        Topics.STATUS_CHANGED,
                        EventTypes.STATUS_CHANGED,
                        Ids.derived("moved", message, from, to),
                        tenant,
                        message)
                .keyed(id)
                .carrying(new StatusChanged(message, id, null, from, to, at, null, null));
    }

    private Event of(String topic, String type, MessageEvent message) {
        return Event.of(topic, type, Ids.derived(type, message.id()), tenant, message.id())
                .keyed(id)
                .at(message.updatedAt())
                .carrying(message);
    }
}
