package io.parley.contact.load;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * How imports run.
 *
 * @param batchSize rows that are written, counted and committed together
 * @param workers imports that one instance runs at a time
 * @param lease after which another instance goes on with an import whose worker is silent
 * @param poll between two looks for imports that nobody runs
 * @param answerWithin how long POST waits for the end before it answers 202
 * @param unfinishedPerTenant more are refused
 * @param retention how long an import is shown that has ended
 * @param sweepEvery how often it is looked for what is to be deleted
 */
@Validated
@ConfigurationProperties("parley.contact.load")
record LoadProperties(
        @DefaultValue("1000") @Min(1) @Max(20_000) int batchSize,
        @DefaultValue("2") @Min(1) @Max(16) int workers,
        @DefaultValue("10s") Duration lease,
        @DefaultValue("500ms") Duration poll,
        @DefaultValue("2s") Duration answerWithin,
        @DefaultValue("5") @Min(1) @Max(100) int unfinishedPerTenant,
        @DefaultValue("90d") Duration retention,
        @DefaultValue("1h") Duration sweepEvery) {}
