package io.parley.messaging.dispatch;

import io.parley.contract.MessageError;
import io.parley.contract.NumberStatus;
import java.time.Duration;
import java.util.List;

/** What a call to the Graph API came to. */
sealed interface SendOutcome {

    /**
     * WhatsApp has taken the message.
     *
     * @param recipient who WhatsApp says the recipient is, by all the names that its answer gives
     */
    record Accepted(String wamid, List<String> recipient) implements SendOutcome {}

    /**
     * Nothing was sent, and the same call may pass later.
     *
     * @param after how long to wait at first
     * @param growth how many times longer to wait after each further refusal
     */
    record NotNow(MessageError error, Duration after, int growth) implements SendOutcome {

        NotNow(MessageError error, Duration after) {
            this(error, after, 2);
        }
    }

    /** The call never stood, so nothing of it has arrived anywhere; the same may pass later. */
    record NotReached(MessageError error, Duration after) implements SendOutcome {}

    /** Nothing was sent, and nothing will be from this number until its token is replaced or its account is mended. */
    record Held(MessageError error, NumberStatus.State state) implements SendOutcome {}

    /** WhatsApp refused it, and would again. */
    record Refused(MessageError error) implements SendOutcome {}

    /** The call was made, and whether WhatsApp has taken the message cannot be told. */
    record Unknown() implements SendOutcome {}

    /** Returns WhatsApp's code or Parley's own, for counting; {@code none} where nothing is wrong. */
    default String errorCode() {
        return switch (this) {
            case NotNow later -> later.error().code();
            case NotReached later -> later.error().code();
            case Held held -> held.error().code();
            case Refused refused -> refused.error().code();
            case Accepted accepted -> "none";
            case Unknown unknown -> "none";
            case Lost lost -> "none";
        };
    }

    /** Nothing was sent, and the message is no longer in this process's hands; whoever has it now goes on with it. */
    record Lost() implements SendOutcome {}
}
