package io.parley.contract;

/** Whether anybody still has to do something about a conversation. */
public enum ConversationStatus {
    OPEN,
    CLOSED
}
