package io.parley.template.hear;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * How long it is remembered which news was applied.
 *
 * @param newsRetention longer than topics and their dead letters keep anything; what is replayed later still is old news
 * @param pruneEvery how often what is older is forgotten
 */
@Validated
@ConfigurationProperties("parley.template.hear")
record HearProperties(
        @DefaultValue("90d") Duration newsRetention,
        @DefaultValue("6h") Duration pruneEvery) {}
