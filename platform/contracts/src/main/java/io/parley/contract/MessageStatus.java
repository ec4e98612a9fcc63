package io.parley.contract;

/**
 * How far a message has travelled. QUEUED is Parley's own, before WhatsApp has taken it. Inbound messages are DELIVERED,
 * then READ.
 */
public enum MessageStatus {
    QUEUED,
    SENT,
    DELIVERED,
    READ,
    FAILED;

    /**
     * Returns the status to hold after hearing {@code reported}. Reports repeat and overtake each other, so only a
     * later stage counts; a failure counts only until the message is known to have reached the phone, and is itself
     * disproved by a report that it did.
     */
    public MessageStatus after(MessageStatus reported) {
        if (reported == FAILED) {
            return compareTo(DELIVERED) < 0 ? FAILED : this;
        }
        if (this == FAILED) {
            return reported == DELIVERED || reported == READ ? reported : this;
        }
        return reported.compareTo(this) > 0 ? reported : this;
    }
}
