package io.parley.realtime.feed;

import io.micrometer.core.instrument.MeterRegistry;
import io.parley.kit.crypto.Encryption;
import io.parley.tracing.Tracing;
import java.time.Clock;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.kafka.core.ConsumerFactory;
import org.springframework.kafka.core.DefaultKafkaConsumerFactory;

/** Puts the feed together. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(FeedProperties.class)
class FeedConfiguration {

    @Bean
    Audience audience() {
        return new Audience();
    }

    @Bean
    Cursors cursors(Encryption encryption) {
        return new Cursors(encryption);
    }

    @Bean
    Told told(FeedProperties properties) {
        return new Told(properties.remembered());
    }

    @Bean
    FeedConsumers feedConsumers(ConsumerFactory<?, ?> consumers) {
        var properties = new HashMap<>(consumers.getConfigurationProperties());
        properties.putAll(
                Map.of(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "none", ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG, 500));
        properties.remove(ConsumerConfig.GROUP_ID_CONFIG);
        return new FeedConsumers(new DefaultKafkaConsumerFactory<>(properties));
    }

    @Bean
    FanOut fanOut(Clock clock, MeterRegistry metrics, Tracing tracing) {
        return new FanOut(clock, metrics, tracing);
    }

    @Bean
    @SuppressWarnings("ParameterNumber")
    Feed feed(
            FeedConsumers consumers,
            Audience audience,
            Cursors cursors,
            Told told,
            FanOut fanOut,
            Clock clock,
            MeterRegistry metrics) {
        return new Feed(consumers.factory(), audience, cursors, told, fanOut, clock, metrics);
    }

    @Bean
    Replays replays(FeedConsumers consumers, Feed feed, Cursors cursors, Told told, FeedProperties properties) {
        return new Replays(consumers.factory(), feed, cursors, told, properties);
    }

    @Bean("feedHealthIndicator")
    HealthIndicator feedHealthIndicator(Feed feed) {
        return () -> feed.isReady() ? Health.up().build() : Health.down().build();
    }
}
