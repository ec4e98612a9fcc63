package io.parley.contract;

import java.util.UUID;

/**
 * A user writes an answer in a conversation, or has stopped to.
 *
 * @param typing whether the user has begun
 */
public record Typing(UUID conversationId, UUID userId, String name, boolean typing) {}
