package io.parley.contract;

/**
 * A message is no longer as it was: what message-changed carries. Its status has an event of its own.
 *
 * @param message as it is now
 */
public record MessageChanged(Change change, MessageEvent message) {

    /** What happened to it. */
    public enum Change {
        /** The sender has replaced its text or caption. */
        EDITED,
        /** The sender has taken it back. */
        REVOKED,
        /** Its media can be read from Parley now. */
        MEDIA_STORED,
        /** Its media could not be had from WhatsApp. */
        MEDIA_FAILED
    }
}
