package io.parley.kit.event;

import io.micrometer.core.instrument.MeterRegistry;
import io.parley.contract.Topics;
import io.parley.tracing.Tracing;
import java.time.Clock;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.config.TopicConfig;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.kafka.autoconfigure.KafkaAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.core.env.Environment;
import org.springframework.kafka.config.TopicBuilder;
import org.springframework.kafka.core.KafkaAdmin;
import org.springframework.kafka.core.KafkaTemplate;
import org.springframework.kafka.core.ProducerFactory;
import org.springframework.kafka.listener.CommonErrorHandler;
import org.springframework.kafka.listener.DefaultErrorHandler;
import org.springframework.kafka.support.ProducerListener;
import org.springframework.util.backoff.ExponentialBackOff;

/** Gives a service its topics, its publisher and its rules for records that fail. */
@AutoConfiguration(before = KafkaAutoConfiguration.class)
@EnableConfigurationProperties(EventProperties.class)
class EventConfiguration {

    private static final long FIRST_PAUSE_MILLIS = 200;
    private static final long LONGEST_PAUSE_MILLIS = 5_000;

    @Bean
    KafkaTemplate<String, byte[]> eventTemplate(ProducerFactory<?, ?> producerFactory) {
        @SuppressWarnings("unchecked")
        var factory = (ProducerFactory<String, byte[]>) producerFactory;
        var template = new KafkaTemplate<>(factory);
        // The default one logs the key of what could not be written, and keys hold phone numbers.
        template.setProducerListener(new ProducerListener<>() {});
        return template;
    }

    @Bean
    EventPublisher eventPublisher(
            @Qualifier("eventTemplate") KafkaTemplate<String, byte[]> eventTemplate, Environment environment) {
        return new EventPublisher(eventTemplate, environment.getRequiredProperty("spring.application.name"));
    }

    @Bean
    DeadLetters deadLetters(
            @Qualifier("eventTemplate") KafkaTemplate<String, byte[]> eventTemplate,
            Clock clock,
            MeterRegistry metrics) {
        return new DeadLetters(eventTemplate, clock, metrics);
    }

    @Bean
    RecordBatches recordBatches(DeadLetters deadLetters, Tracing tracing) {
        return new RecordBatches(deadLetters, tracing);
    }

    /** What reaches the container is transient (see {@link RecordBatches}), so it is tried until it passes. */
    @Bean
    CommonErrorHandler retryUntilItPasses() {
        var pauses = new ExponentialBackOff(FIRST_PAUSE_MILLIS, 2);
        pauses.setMaxInterval(LONGEST_PAUSE_MILLIS);
        return new DefaultErrorHandler(pauses);
    }

    @Bean
    KafkaAdmin.NewTopics topics(EventProperties properties) {
        return new KafkaAdmin.NewTopics(Stream.concat(
                        properties.topics().stream(),
                        properties.deadLetters().stream().map(Topics::deadLettersOf))
                .map(name -> topic(Topics.named(name), properties))
                .toArray(NewTopic[]::new));
    }

    private static NewTopic topic(Topics.Topic topic, EventProperties properties) {
        var builder = TopicBuilder.name(topic.name())
                .partitions(properties.partitions())
                .replicas(properties.replicationFactor())
                .config(
                        TopicConfig.MIN_IN_SYNC_REPLICAS_CONFIG,
                        String.valueOf(Math.max(1, properties.replicationFactor() - 1)))
                .config(TopicConfig.MAX_MESSAGE_BYTES_CONFIG, String.valueOf(Topics.LARGEST_RECORD_BYTES));
        return topic.retention()
                .map(kept -> builder.config(TopicConfig.RETENTION_MS_CONFIG, String.valueOf(kept.toMillis())))
                .orElseGet(() -> builder.compact()
                        .config(TopicConfig.MAX_COMPACTION_LAG_MS_CONFIG, String.valueOf(Topics.SEGMENT.toMillis())))
                .build();
    }
}
