package io.parley.analytics.keep;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * How long is counted.
 *
 * @param months whole months before this one; 365 days need 13
 * @param monthsAhead months after this one for which there is room
 * @param earlyStatuses how long a status waits for its message
 * @param every how often months are made and dropped
 */
@Validated
@ConfigurationProperties("parley.analytics.keep")
record KeepProperties(
        @DefaultValue("14") @Min(13) @Max(600) int months,
        @DefaultValue("2") @Min(1) @Max(24) int monthsAhead,
        @DefaultValue("45d") Duration earlyStatuses,
        @DefaultValue("1h") Duration every) {}
