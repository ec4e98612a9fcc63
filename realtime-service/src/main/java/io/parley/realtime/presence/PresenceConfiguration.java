package io.parley.realtime.presence;

import io.micrometer.core.instrument.MeterRegistry;
import io.parley.kit.event.EventPublisher;
import io.parley.kit.id.Ids;
import io.parley.realtime.feed.Feed;
import io.parley.realtime.feed.FeedConsumers;
import java.time.Clock;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Puts presence together. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(PresenceProperties.class)
class PresenceConfiguration {

    @Bean
    Attendance attendance(
            Feed feed,
            EventPublisher events,
            Ids ids,
            Clock clock,
            PresenceProperties properties,
            MeterRegistry metrics) {
        return new Attendance(feed, new Announcements(events, ids, clock), properties, clock, metrics);
    }

    @Bean
    PresenceReader presenceReader(FeedConsumers consumers, Attendance attendance, MeterRegistry metrics) {
        return new PresenceReader(consumers.factory(), attendance, metrics);
    }
}
