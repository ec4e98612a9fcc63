package io.parley.conversation.inbox;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;

/** What a user wrote into a thread for colleagues; it is shown among the messages and never sent. */
public record Note(UUID id, UUID conversationId, Map<String, String> content, UUID sentBy, Instant createdAt) {

    public static Note of(UUID id, UUID conversation, String text, UUID author, Instant createdAt) {
        return new Note(id, conversation, Map.of("text", text), author, createdAt);
    }

    /** Sets it apart from messages, none of which has this type. */
    @JsonProperty
    public String type() {
        return "NOTE";
    }

    public String text() {
        return content.getOrDefault("text", "");
    }
}
