package io.parley.realtime;

import static org.awaitility.Awaitility.await;

import io.parley.contract.Direction;
import io.parley.contract.EventTypes;
import io.parley.contract.MessageEvent;
import io.parley.contract.MessageStatus;
import io.parley.contract.MessageType;
import io.parley.contract.StatusChanged;
import io.parley.contract.TenantId;
import io.parley.contract.Topics;
import io.parley.kit.event.Event;
import io.parley.kit.event.EventPublisher;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** Writes to the topics what messaging-service would. */
record News(EventPublisher publisher, TenantId tenant) {

    /** Has a customer write in a conversation, and returns the event, to be repeated. */
    Event received(UUID conversation, String text) {
        var now = Instant.now().truncatedTo(ChronoUnit.MILLIS);
        var id = UUID.randomUUID();
        var message = new MessageEvent(
                id,
                conversation,
                Direction.INBOUND,
                MessageType.TEXT,
                Map.of("text", text),
                MessageStatus.DELIVERED,
                "+447700900123",
                "+442079460123",
                "500600700800901",
                "wamid." + id,
                null,
                null,
                null,
                null,
                now,
                now,
                null,
                null,
                null,
                null,
                null);
        var event = Event.of(Topics.MESSAGE_RECEIVED, EventTypes.MESSAGE_RECEIVED, UUID.randomUUID(), tenant, id)
                .keyed(conversation)
                .at(now)
                .carrying(message);
        publish(event);
        return event;
    }

    /**
     * Returns once {@code socket} hears what comes. Listening begins a moment after the connection was answered; what is told in one
     * conversation comes in its order, so nothing of this is heard later.
     */
    void warmUp(WireSocket socket) {
        var conversation = UUID.randomUUID();
        await().until(() -> {
            received(conversation, "warm up");
            return !socket.isSilent(Duration.ofMillis(300));
        });
        received(conversation, "warm");
        await().until(() ->
                socket.event().get(1).path("content").path("text").asString().equals("warm"));
    }

    void read(UUID conversation, UUID message) {
        var changed = new StatusChanged(
                message,
                conversation,
                "wamid.1",
                MessageStatus.DELIVERED,
                MessageStatus.READ,
                Instant.now(),
                null,
                null);
        publish(Event.of(Topics.STATUS_CHANGED, EventTypes.STATUS_CHANGED, UUID.randomUUID(), tenant, message)
                .keyed(conversation)
                .at(Instant.now())
                .carrying(changed));
    }

    void poison(UUID conversation) {
        publish(Event.of(Topics.MESSAGE_RECEIVED, EventTypes.MESSAGE_RECEIVED, UUID.randomUUID(), tenant, conversation)
                .carrying("nonsense"));
    }

    void publish(Event event) {
        publisher.publish(List.of(event));
    }
}
