package io.parley.messaging.dispatch;

import io.parley.contract.MessageError;
import java.time.Duration;

/** What a call to the Graph API came to. */
sealed interface SendOutcome {

    /** WhatsApp has taken the message. */
    record Accepted(String wamid) implements SendOutcome {}

    /** Nothing was sent, and the same call may pass later. */
    record NotNow(MessageError error, Duration after) implements SendOutcome {}

    /** WhatsApp refused it, and would again. */
    record Refused(MessageError error) implements SendOutcome {}

    /** The call was made, and whether WhatsApp has taken the message cannot be told. */
    record Unknown() implements SendOutcome {}
}
