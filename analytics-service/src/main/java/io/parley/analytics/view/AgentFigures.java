package io.parley.analytics.view;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What an agent did in a window.
 *
 * @param name null for one that is not known by name, such as an API key
 * @param sent messages that WhatsApp has accepted
 * @param firstResponses answers to customers who were waiting
 * @param averageFirstResponseSeconds since the first message that nobody had answered; null where there was no answer
 * @param resolutions conversations closed that a customer had written in since the last closing
 * @param averageResolutionSeconds since the first such message; null where there was none
 */
record AgentFigures(
        UUID id,
        @Nullable String name,
        long sent,
        long firstResponses,
        @Nullable Long averageFirstResponseSeconds,
        long resolutions,
        @Nullable Long averageResolutionSeconds) {

    static @Nullable Long averageSeconds(long milliseconds, long count) {
        return count == 0 ? null : Math.round(milliseconds / 1_000.0 / count);
    }
}
