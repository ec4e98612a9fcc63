package io.parley.analytics.fact;

import io.parley.contract.MessageStatus;

/**
 * How far an outbound message has come. The greatest that was ever heard of counts, so that order and repetition do not
 * matter: a failure outweighs that it was sent, and is disproved by the phone's own report. Rows hold the place in this list.
 */
public enum Progress {
    QUEUED,
    SENT,
    FAILED,
    DELIVERED,
    READ;

    /** Returns what a status says. */
    public static Progress of(MessageStatus status) {
        return switch (status) {
            case QUEUED -> QUEUED;
            case SENT -> SENT;
            case FAILED -> FAILED;
            case DELIVERED -> DELIVERED;
            case READ -> READ;
        };
    }

    static Progress ofCode(int code) {
        return values()[code];
    }

    int code() {
        return ordinal();
    }

    /** Returns the greater of the two. */
    public Progress and(Progress other) {
        return compareTo(other) >= 0 ? this : other;
    }

    boolean isSent() {
        return this == SENT || isDelivered();
    }

    boolean isDelivered() {
        return this == DELIVERED || this == READ;
    }
}
