package io.parley.realtime.feed;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * How much of what was missed is told later.
 *
 * @param replayLimit events that a listener may have missed before it is told to reload instead
 * @param scanLimit records of all tenants that are looked through for them
 * @param longPolls requests that wait at a time
 * @param remembered events whose repetition is recognised
 */
@Validated
@ConfigurationProperties("parley.realtime.feed")
public record FeedProperties(
        @DefaultValue("1000") @Min(1) @Max(100_000) int replayLimit,
        @DefaultValue("200000") @Min(1) long scanLimit,
        @DefaultValue("2000") @Min(1) int longPolls,
        @DefaultValue("50000") @Min(1) int remembered) {}
