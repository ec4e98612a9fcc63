package io.parley.ingest.webhook;

/** What became of a raw event as a whole: FAILED where any element is dead, IGNORED where all were ignored. */
public enum EventStatus {
    PENDING,
    PROCESSED,
    IGNORED,
    FAILED
}
