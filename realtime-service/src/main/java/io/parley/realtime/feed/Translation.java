package io.parley.realtime.feed;

import io.parley.contract.ConversationUpdated;
import io.parley.contract.EventHeaders;
import io.parley.contract.MessageEvent;
import io.parley.contract.MessageOrigin;
import io.parley.contract.StatusChanged;
import io.parley.contract.Topics;
import io.parley.contract.Typing;
import io.parley.kit.event.Records;
import io.parley.kit.json.Json;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import tools.jackson.databind.node.ObjectNode;

/** What clients are told of a record. */
final class Translation {

    /** Those whose events can be missed; a cursor tells how far each was heard. */
    static final List<String> KEPT = List.of(
            Topics.MESSAGE_RECEIVED,
            Topics.MESSAGE_QUEUED,
            Topics.MESSAGE_MIRRORED,
            Topics.STATUS_CHANGED,
            Topics.CONVERSATION_UPDATED);

    private Translation() {}

    /** Returns what identifies the event: its id, or of mirrored messages, which come again with their file, the message. */
    static String idOf(ConsumerRecord<String, byte[]> entry) {
        var header = entry.topic().equals(Topics.MESSAGE_MIRRORED) ? EventHeaders.SUBJECT : EventHeaders.ID;
        return entry.topic() + ' ' + Records.header(entry, header).orElseThrow();
    }

    /** Returns the event without its cursor; empty where nobody is told. Throws for a record that is not as it should be. */
    static Optional<FeedEvent> of(ConsumerRecord<String, byte[]> entry) {
        return switch (entry.topic()) {
            case Topics.MESSAGE_RECEIVED, Topics.MESSAGE_QUEUED -> Optional.of(message(entry));
            case Topics.MESSAGE_MIRRORED ->
                Records.read(entry, MessageEvent.class).origin() == MessageOrigin.PHONE_APP
                        ? Optional.of(message(entry))
                        : Optional.empty();
            case Topics.STATUS_CHANGED -> Optional.of(status(Records.read(entry, StatusChanged.class)));
            case Topics.CONVERSATION_UPDATED ->
                Optional.of(conversation(Records.read(entry, ConversationUpdated.class)));
            case Topics.TYPING -> Optional.of(typing(entry));
            default -> throw new IllegalArgumentException("topic: " + entry.topic() + " (expected: one of the feed)");
        };
    }

    /** The message as the API returns it, which is without the customer's profile. */
    private static FeedEvent message(ConsumerRecord<String, byte[]> entry) {
        var message = (ObjectNode) Json.events().readTree(entry.value());
        message.remove("profile");
        return event(UUID.fromString(message.path("conversationId").asString()), "message:new", message);
    }

    private static FeedEvent status(StatusChanged changed) {
        var data = new LinkedHashMap<String, Object>();
        data.put("messageId", changed.messageId());
        data.put("conversationId", changed.conversationId());
        data.put("status", changed.to());
        data.put("timestamp", changed.at());
        if (changed.error() != null) {
            data.put("error", changed.error());
        }
        return event(changed.conversationId(), "message:status", data);
    }

    private static FeedEvent conversation(ConversationUpdated updated) {
        return event(updated.conversation().id(), "conversation:updated", updated.conversation());
    }

    private static FeedEvent typing(ConsumerRecord<String, byte[]> entry) {
        var typing = Records.read(entry, Typing.class);
        var data = Map.of("conversationId", typing.conversationId(), "userId", typing.userId(), "name", typing.name());
        return new FeedEvent(
                typing.conversationId(),
                typing.typing() ? "typing:start" : "typing:stop",
                Json.events().writeValueAsString(data),
                "",
                Records.header(entry, EventHeaders.SOCKET).orElse(null));
    }

    private static FeedEvent event(UUID conversation, String name, Object data) {
        return new FeedEvent(conversation, name, Json.events().writeValueAsString(data), "", null);
    }
}
