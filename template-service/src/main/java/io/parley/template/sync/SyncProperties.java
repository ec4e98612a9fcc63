package io.parley.template.sync;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * When accounts are read whole.
 *
 * @param every how often, a quarter more or less
 * @param poll between two looks for accounts that are due
 * @param workers accounts that one instance reads at a time
 * @param lease after which another instance goes on where a worker is silent
 * @param pages most pages of one account
 * @param firstPause after a failure; each further one doubles it
 * @param settle how long after a submission Meta's list still says nothing against it
 */
@Validated
@ConfigurationProperties("parley.template.sync")
record SyncProperties(
        @DefaultValue("1h") Duration every,
        @DefaultValue("500ms") Duration poll,
        @DefaultValue("2") @Min(0) @Max(16) int workers,
        @DefaultValue("3m") Duration lease,
        @DefaultValue("100") @Min(1) int pages,
        @DefaultValue("5s") Duration firstPause,
        @DefaultValue("30s") Duration settle) {}
