package io.parley.messaging.dispatch;

import io.parley.contract.MessageEvent;
import io.parley.kit.crypto.Secret;
import org.jspecify.annotations.Nullable;

/**
 * A claimed message with all that its call needs.
 *
 * @param repliesTo the wamid that it answers
 * @param accessToken null where the tenant's number has none any more
 */
record Outgoing(
        Claim claim,
        MessageEvent message,
        @Nullable String repliesTo,
        @Nullable Secret accessToken) {}
