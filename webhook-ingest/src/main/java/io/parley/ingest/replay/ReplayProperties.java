package io.parley.ingest.replay;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How replays are kept from getting in the way of what is new.
 *
 * @param longest a call's time; what is left is for the next call
 * @param waiting how many events may wait in the outbox before a replay pauses
 */
@ConfigurationProperties("parley.webhook.replay")
record ReplayProperties(
        @DefaultValue("20s") Duration longest,
        @DefaultValue("2000") int waiting) {}
