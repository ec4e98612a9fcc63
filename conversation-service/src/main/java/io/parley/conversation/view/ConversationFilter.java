package io.parley.conversation.view;

import io.parley.contract.ConversationStatus;
import org.jspecify.annotations.Nullable;

/**
 * Which conversations a list is to show; null asks for all.
 *
 * @param search part of a name, a phone number or a user id
 * @param assignedTo {@code me}, {@code none} or a user's id
 * @param unread whether there is something unread
 */
record ConversationFilter(
        @Nullable ConversationStatus status,
        @Nullable String search,
        @Nullable String assignedTo,
        @Nullable String tag,
        @Nullable Boolean unread) {}
