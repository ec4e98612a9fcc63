package io.parley.messaging.view;

import io.parley.contract.Direction;
import io.parley.contract.MessageStatus;
import io.parley.contract.MessageType;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Which messages a list is to show; null asks for all.
 *
 * @param since earliest {@code createdAt}, inclusive
 * @param until latest {@code createdAt}, exclusive
 */
record MessageFilter(
        @Nullable UUID conversationId,
        @Nullable Direction direction,
        @Nullable MessageStatus status,
        @Nullable MessageType type,
        @Nullable Instant since,
        @Nullable Instant until) {}
