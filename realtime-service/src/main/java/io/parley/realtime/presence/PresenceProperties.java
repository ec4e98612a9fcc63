package io.parley.realtime.presence;

import jakarta.validation.constraints.Min;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * How presence is shared between instances.
 *
 * @param beat how often an instance says that it is alive
 * @param expiresAfter how long an instance may be silent before its users count as gone
 * @param settle for how long changes of a conversation are gathered before they are told
 * @param most how many users of a conversation are told of
 */
@Validated
@ConfigurationProperties("parley.realtime.presence")
record PresenceProperties(
        @DefaultValue("5s") Duration beat,
        @DefaultValue("15s") Duration expiresAfter,
        @DefaultValue("50ms") Duration settle,
        @DefaultValue("100") @Min(1) int most) {}
