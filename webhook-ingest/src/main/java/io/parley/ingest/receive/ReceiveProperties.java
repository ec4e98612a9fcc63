package io.parley.ingest.receive;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * What the webhook endpoint takes.
 *
 * @param maxBody longest body; Meta's go up to 3 MB
 * @param inFlight how many bytes of bodies may be in memory; more are refused for now
 * @param retryAfter what a refused sender is told
 */
@ConfigurationProperties("parley.webhook.receive")
record ReceiveProperties(
        @DefaultValue("3MB") DataSize maxBody,
        @DefaultValue("64MB") DataSize inFlight,
        @DefaultValue("1s") Duration retryAfter) {}
