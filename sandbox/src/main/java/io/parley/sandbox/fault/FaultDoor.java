package io.parley.sandbox.fault;

/** Which requests a rule is about: sends, calls about files, all other Graph calls, or every one. */
public enum FaultDoor {
    SEND,
    MEDIA,
    LOOKUP,
    ALL
}
