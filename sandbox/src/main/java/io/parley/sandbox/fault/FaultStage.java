package io.parley.sandbox.fault;

/** Whether a fault strikes before the message is accepted, or when only the answer is still missing. */
public enum FaultStage {
    BEFORE,
    AFTER_ACCEPT
}
