package io.parley.messaging.dispatch;

import io.parley.contract.MessageEvent;
import io.parley.kit.crypto.Secret;
import io.parley.messaging.dispatch.AttachFile.Attachment;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A claimed message with all that its call needs.
 *
 * @param repliesTo the wamid that it answers
 * @param accessToken null where the tenant's number has none any more
 * @param file what is known of the file that it shows
 */
record Outgoing(
        Claim claim,
        MessageEvent message,
        @Nullable String repliesTo,
        @Nullable Secret accessToken,
        Attachment file) {

    Outgoing(Claim claim, MessageEvent message, @Nullable String repliesTo, @Nullable Secret accessToken) {
        this(claim, message, repliesTo, accessToken, new Attachment.None());
    }

    /** Returns the file of Parley's that it shows. */
    Optional<UUID> media() {
        return Optional.ofNullable(message.content().get("mediaId")).map(id -> UUID.fromString(id.toString()));
    }

    Outgoing with(Attachment found) {
        return new Outgoing(claim, message, repliesTo, accessToken, found);
    }

    Outgoing with(Claim renewed) {
        return new Outgoing(renewed, message, repliesTo, accessToken, file);
    }
}
