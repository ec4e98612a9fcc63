package io.parley.messaging.dispatch;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.net.URI;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * How messages are carried to the Graph API.
 *
 * @param connectTimeout after which nothing was sent
 * @param responseTimeout after which the outcome is unknown
 * @param concurrency most calls in flight from one instance
 * @param tick between two looks at the queue
 * @param pairInterval in which one message to one customer may leave; zero for no limit
 * @param pairBurst the most messages to one customer within one interval; what they run ahead is waited for
 * @param outcomeTimeout after which an unanswered send is reported unknown
 * @param holdConversation how long a conversation's next message waits for an unanswered one
 * @param giveUpAfter how long a send that is refused for now is tried
 */
@Validated
@SuppressWarnings("RecordComponentNumber")
@ConfigurationProperties("parley.messaging.dispatch")
record DispatchProperties(
        @DefaultValue("https://graph.facebook.com") URI graphUrl,
        @DefaultValue("v25.0") String graphVersion,
        @DefaultValue("3s") Duration connectTimeout,
        @DefaultValue("20s") Duration responseTimeout,
        @DefaultValue("512") @Min(1) @Max(5000) int concurrency,
        @DefaultValue("50ms") Duration tick,
        @DefaultValue("6s") Duration pairInterval,
        @DefaultValue("45") @Min(1) @Max(1000) int pairBurst,
        @DefaultValue("10m") Duration outcomeTimeout,
        @DefaultValue("10s") Duration holdConversation,
        @DefaultValue("24h") Duration giveUpAfter) {

    private static final Duration MARGIN = Duration.ofSeconds(10);

    /** Returns after what time a claimed send has surely ended in its process, one way or the other. */
    Duration lease() {
        return connectTimeout.plus(responseTimeout).plus(MARGIN);
    }
}
