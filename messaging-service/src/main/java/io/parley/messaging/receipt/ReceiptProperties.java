package io.parley.messaging.receipt;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.net.URI;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * How read receipts are carried to the Graph API.
 *
 * @param concurrency most calls in flight from one instance
 * @param firstPause after the first failure; each further one doubles it
 * @param giveUpAfter how long one is tried
 * @param oldest how old a message may be to be worth one
 */
@Validated
@ConfigurationProperties("parley.messaging.receipts")
record ReceiptProperties(
        @DefaultValue("https://graph.facebook.com") URI graphUrl,
        @DefaultValue("v25.0") String graphVersion,
        @DefaultValue("3s") Duration connectTimeout,
        @DefaultValue("10s") Duration responseTimeout,
        @DefaultValue("16") @Min(1) @Max(1000) int concurrency,
        @DefaultValue("2s") Duration firstPause,
        @DefaultValue("1h") Duration giveUpAfter,
        @DefaultValue("30d") Duration oldest) {

    private static final Duration MARGIN = Duration.ofSeconds(10);

    /** Returns after what time a claimed receipt has surely ended in its process. */
    Duration lease() {
        return connectTimeout.plus(responseTimeout).plus(MARGIN);
    }
}
