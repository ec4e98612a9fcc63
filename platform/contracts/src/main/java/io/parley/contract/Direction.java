package io.parley.contract;

/** Which way a message went: INBOUND is from the customer. */
public enum Direction {
    INBOUND,
    OUTBOUND
}
