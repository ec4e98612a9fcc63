package io.parley.messaging.accept;

import io.parley.contract.MessageType;
import io.parley.messaging.message.Recipient;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** A request that has been found in order: what is to be sent, in Parley's words. */
record Draft(
        Recipient to,
        MessageType type,
        Map<String, Object> content,
        Optional<UUID> replyTo,
        Optional<String> from,
        Optional<UUID> resendOf) {

    /** Returns this draft with other content. */
    Draft saying(Map<String, Object> other) {
        return new Draft(to, type, other, replyTo, from, resendOf);
    }

    /** Returns this draft to another address. */
    Draft to(Recipient other) {
        return new Draft(other, type, content, replyTo, from, resendOf);
    }
}
