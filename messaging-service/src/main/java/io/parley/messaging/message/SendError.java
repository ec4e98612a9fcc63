package io.parley.messaging.message;

import io.parley.contract.MessageError;

/** Parley's own words for a send whose answer never came. */
public final class SendError {

    /** The call was made and nothing came back yet; the message will not be sent again by itself. */
    public static final MessageError OUTCOME_PENDING = new MessageError(
            "SEND_OUTCOME_PENDING",
            "WhatsApp has not confirmed this message yet",
            "The call was made but its answer never came; a status from WhatsApp will settle it");

    /** Nothing came back for so long that somebody should look. */
    public static final MessageError OUTCOME_UNKNOWN = new MessageError(
            "SEND_OUTCOME_UNKNOWN",
            "It is not known whether this message was sent",
            "WhatsApp neither confirmed nor refused it; resending may deliver it twice");

    private SendError() {}
}
