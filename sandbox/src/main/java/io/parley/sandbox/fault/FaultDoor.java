package io.parley.sandbox.fault;

/** Which requests a rule is about: sends, all other Graph calls, or both. */
public enum FaultDoor {
    SEND,
    LOOKUP,
    ALL
}
