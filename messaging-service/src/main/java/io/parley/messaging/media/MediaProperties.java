package io.parley.messaging.media;

import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * Where files are kept, for how long, and how they come from WhatsApp and go there.
 *
 * @param store {@code file:/directory} or {@code s3://bucket/prefix}
 * @param retention how long a file is kept; none keeps it
 * @param unusedAfter how long an upload is kept that no message has
 * @param sweepEvery how often it is looked for what is to be deleted
 * @param concurrentUploads most uploads by callers at one time in one instance
 */
@Validated
@ConfigurationProperties("parley.messaging.media")
public record MediaProperties(
        @DefaultValue("file:media") URI store,
        @DefaultValue @Valid S3 s3,
        @Nullable Duration retention,
        @DefaultValue("7d") Duration unusedAfter,
        @DefaultValue("10m") Duration sweepEvery,
        @DefaultValue("16") @Min(1) @Max(1000) int concurrentUploads,
        @DefaultValue @Valid Graph graph,
        @DefaultValue @Valid Fetch fetch) {

    /** Returns how long a file is kept; empty where it is kept. */
    public Optional<Duration> kept() {
        return Optional.ofNullable(retention);
    }

    /**
     * What an S3-compatible store needs to be known beyond the standard variables of AWS.
     *
     * @param endpoint of a store that is not Amazon's
     * @param pathStyle whether the bucket stands in the path, as most others want it
     */
    public record S3(
            @Nullable URI endpoint,
            @DefaultValue("us-east-1") String region,
            @DefaultValue("false") boolean pathStyle) {}

    /**
     * The Graph API, as far as files go.
     *
     * @param timeout for one file to go there or come from there, whole
     * @param concurrency most files on their way to it from one instance
     */
    public record Graph(
            @DefaultValue("https://graph.facebook.com") URI url,
            @DefaultValue("v25.0") String version,
            @DefaultValue("3s") Duration connectTimeout,
            @DefaultValue("20s") Duration responseTimeout,
            @DefaultValue("3m") Duration timeout,
            @DefaultValue("8") @Min(1) @Max(1000) int concurrency) {}

    /**
     * How files are fetched.
     *
     * @param concurrency most files on their way from WhatsApp to one instance
     * @param lease after which a file is due again whose process no longer says that it is at it
     * @param attempts after which it is given up
     * @param firstPause after the first failure; each further one takes twice as long, five minutes at most
     * @param outagePause between tries while WhatsApp or the store is away, which do not count
     * @param idlePause between two looks at an empty queue
     */
    public record Fetch(
            @DefaultValue("6") @Min(1) @Max(1000) int concurrency,
            @DefaultValue("60s") Duration lease,
            @DefaultValue("10") @Min(1) int attempts,
            @DefaultValue("1s") Duration firstPause,
            @DefaultValue("10s") Duration outagePause,
            @DefaultValue("200ms") Duration idlePause) {}
}
