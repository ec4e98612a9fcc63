package io.parley.contract;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

/**
 * Who has a conversation open at one instance of realtime-service: all of them, so that a later event replaces an earlier
 * one.
 *
 * @param users empty where nobody is left
 */
public record Presence(UUID instanceId, UUID conversationId, List<Present> users) {

    public Presence {
        users = List.copyOf(users);
    }

    /**
     * A user who has the conversation open, at however many sockets.
     *
     * @param since when the first of these came
     */
    public record Present(UUID userId, String name, Instant since) {}
}
