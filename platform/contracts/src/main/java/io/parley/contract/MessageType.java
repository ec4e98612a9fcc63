package io.parley.contract;

/** What a message is. What Meta sends and Parley does not know is UNSUPPORTED, kept whole. */
public enum MessageType {
    TEXT,
    IMAGE,
    VIDEO,
    AUDIO,
    DOCUMENT,
    TEMPLATE,
    STICKER,
    LOCATION,
    CONTACTS,
    INTERACTIVE,
    REACTION,
    ORDER,
    SYSTEM,
    UNSUPPORTED
}
