package io.parley.analytics.rebuild;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * How rebuilds are gone about.
 *
 * @param poll between two looks whether one was asked for
 * @param lease after which another instance goes on where one is silent
 * @param margin by which the clocks of Meta and of the broker may differ
 */
@Validated
@ConfigurationProperties("parley.analytics.rebuild")
record RebuildProperties(
        @DefaultValue("1s") Duration poll,
        @DefaultValue("2m") Duration lease,
        @DefaultValue("1h") Duration margin) {}
