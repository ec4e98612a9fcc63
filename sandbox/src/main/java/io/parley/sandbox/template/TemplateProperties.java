package io.parley.sandbox.template;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How templates are reviewed.
 *
 * @param reviewAfter how long a review takes
 * @param rejectedWord what in a name makes the review end with a rejection
 */
@ConfigurationProperties("sandbox.template")
public record TemplateProperties(
        @DefaultValue("300ms") Duration reviewAfter,
        @DefaultValue("reject") String rejectedWord) {}
