package io.parley.auth.account;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;
import org.springframework.validation.annotation.Validated;

/**
 * How passwords are hashed (Argon2id) and how much of the machine that may take.
 *
 * @param memory of one hash
 * @param concurrency hashes at a time; 0 means one per processor
 * @param queue how many may wait for their turn; more are refused with 503
 * @param patience how long one waits for its turn before it is refused
 */
@Validated
@ConfigurationProperties("parley.password")
record PasswordProperties(
        @DefaultValue("19MB") DataSize memory,
        @DefaultValue("2") @Min(1) @Max(10) int iterations,
        @DefaultValue("1") @Min(1) @Max(16) int parallelism,
        @DefaultValue("0") @Min(0) @Max(64) int concurrency,
        @DefaultValue("100") @Min(0) @Max(10_000) int queue,
        @DefaultValue("5s") Duration patience) {

    int permits() {
        return concurrency == 0 ? Runtime.getRuntime().availableProcessors() : concurrency;
    }
}
