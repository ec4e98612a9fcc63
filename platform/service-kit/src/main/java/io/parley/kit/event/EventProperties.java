package io.parley.kit.event;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * The topics that a service uses. They are created where they are missing, so that services may start in any order.
 *
 * @param topics those that the service reads or writes
 * @param deadLetters those whose unprocessable records it parks
 * @param partitions of a topic that is created
 * @param replicationFactor of a topic that is created; min.insync.replicas is one less, at least 1
 */
@Validated
@ConfigurationProperties("parley.events")
public record EventProperties(
        @DefaultValue List<String> topics,
        @DefaultValue List<String> deadLetters,
        @DefaultValue("12") @Min(1) @Max(1000) int partitions,
        @DefaultValue("3") @Min(1) @Max(9) short replicationFactor) {

    public EventProperties {
        topics = List.copyOf(topics);
        deadLetters = List.copyOf(deadLetters);
    }
}
