package io.parley.realtime.feed;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.parley.contract.EventHeaders;
import io.parley.contract.Topics;
import io.parley.tracing.Tracing;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class FanOutTest {

    static final Instant NOW = Instant.parse("2026-11-27T12:00:00Z");
    static final FeedEvent EVENT = new FeedEvent(UUID.randomUUID(), "message:new", "{}", "", null);

    final SimpleMeterRegistry metrics = new SimpleMeterRegistry();
    final FanOut fanOut = new FanOut(Clock.fixed(NOW, ZoneOffset.UTC), metrics, Tracing.off());

    @Test
    void measuresFromWhenItHappenedUntilItIsTold() {
        fanOut.of(entry("2026-11-27T11:59:57Z"), EVENT, () -> 2);

        assertThat(timer().count()).isEqualTo(1);
        assertThat(timer().totalTime(TimeUnit.SECONDS)).isEqualTo(3);
    }

    @Test
    void measuresNothingThatNobodyHeard() {
        fanOut.of(entry("2026-11-27T11:59:57Z"), EVENT, () -> 0);

        assertThat(timer().count()).isZero();
    }

    @Test
    void takesTheRecordsTimeWhereTheEventHasNone() {
        fanOut.of(entry(null), EVENT, () -> 1);
        fanOut.of(entry("yesterday"), EVENT, () -> 1);

        assertThat(timer().totalTime(TimeUnit.SECONDS)).isEqualTo(2);
    }

    @Test
    void takesAnEventOfALaterClockForOneOfNow() {
        fanOut.of(entry("2026-11-27T12:00:01Z"), EVENT, () -> 1);

        assertThat(timer().count()).isEqualTo(1);
        assertThat(timer().totalTime(TimeUnit.SECONDS)).isZero();
    }

    private Timer timer() {
        return metrics.get("realtime.feed.delay").tag("event", "message:new").timer();
    }

    private static ConsumerRecord<String, byte[]> entry(@Nullable String time) {
        var headers = new RecordHeaders();
        if (time != null) {
            headers.add(EventHeaders.TIME, time.getBytes(StandardCharsets.UTF_8));
        }
        var aSecondAgo = NOW.minusSeconds(1).toEpochMilli();
        return new ConsumerRecord<>(
                Topics.MESSAGE_RECEIVED,
                0,
                0,
                aSecondAgo,
                TimestampType.CREATE_TIME,
                0,
                0,
                "key",
                new byte[0],
                headers,
                Optional.empty());
    }
}
