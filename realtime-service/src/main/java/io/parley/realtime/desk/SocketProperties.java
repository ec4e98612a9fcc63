package io.parley.realtime.desk;

import io.parley.realtime.engine.EngineSettings;
import jakarta.validation.constraints.Min;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;
import org.springframework.validation.annotation.Validated;

/**
 * What sockets may do; {@code application.yaml} says what each means.
 *
 * @param rejoinWithin how long a socket of scope "joined" may take to join what it has missed
 */
@Validated
@SuppressWarnings("RecordComponentNumber")
@ConfigurationProperties("parley.realtime.sockets")
record SocketProperties(
        @DefaultValue("25s") Duration pingInterval,
        @DefaultValue("20s") Duration pingTimeout,
        @DefaultValue("10s") Duration connectTimeout,
        @DefaultValue("100KB") DataSize maxPayload,
        @DefaultValue("15000") @Min(1) int maxConnections,
        @DefaultValue("200") @Min(1) int rooms,
        @DefaultValue("50") @Min(1) int eventsPerSecond,
        @DefaultValue("4000") @Min(1) int backlogMessages,
        @DefaultValue("8MB") DataSize backlogSize,
        @DefaultValue("64MB") DataSize backlogTotal,
        @DefaultValue("30s") Duration rejoinWithin) {

    EngineSettings engine() {
        return new EngineSettings(
                pingInterval,
                pingTimeout,
                connectTimeout,
                Math.toIntExact(maxPayload.toBytes()),
                maxConnections,
                0,
                new EngineSettings.Backlog(backlogMessages, backlogSize.toBytes(), backlogTotal.toBytes()));
    }
}
