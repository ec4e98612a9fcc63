package io.parley.sandbox.webhook;

import org.jspecify.annotations.Nullable;

/** How the first attempt at a webhook ended: the receiver's HTTP status, or why there was none. */
public record Delivery(
        @Nullable Integer webhookStatus, @Nullable String webhookError) {

    boolean accepted() {
        return webhookStatus != null && webhookStatus == 200;
    }
}
