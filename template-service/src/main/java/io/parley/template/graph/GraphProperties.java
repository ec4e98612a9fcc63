package io.parley.template.graph;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.net.URI;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * How the Graph API is called.
 *
 * @param connectTimeout after which nothing was sent
 * @param responseTimeout after which what became of a request is unknown
 * @param concurrency most calls in flight from one instance
 * @param uploadTimeout for one attempt to upload a sample
 * @param uploads most samples on their way from one instance
 */
@Validated
@ConfigurationProperties("parley.template.graph")
public record GraphProperties(
        @DefaultValue("https://graph.facebook.com") URI url,
        @DefaultValue("v25.0") String version,
        @DefaultValue("3s") Duration connectTimeout,
        @DefaultValue("10s") Duration responseTimeout,
        @DefaultValue("32") @Min(1) @Max(1000) int concurrency,
        @DefaultValue("2m") Duration uploadTimeout,
        @DefaultValue("8") @Min(1) @Max(100) int uploads) {}
