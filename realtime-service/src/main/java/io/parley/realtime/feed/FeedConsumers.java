package io.parley.realtime.feed;

import org.springframework.kafka.core.ConsumerFactory;

/**
 * Consumers without a group, each of which hears everything. A type of its own, since another factory among the beans would
 * be taken for that of all listeners.
 */
public record FeedConsumers(ConsumerFactory<String, byte[]> factory) {}
