package io.parley.tracing;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.core.env.Environment;

/** Gives every service its {@link Tracing}, which is off until a collector is named. */
@AutoConfiguration
@EnableConfigurationProperties(TracingProperties.class)
class TracingConfiguration {

    private static final Logger log = LoggerFactory.getLogger(Tracing.class);

    @Bean
    Tracing tracing(TracingProperties properties, Environment environment) {
        if (!properties.isOn()) {
            return Tracing.off();
        }
        log.info("Spans are exported, of {} of the traces that begin here", properties.ratio());
        return Export.of(properties, environment.getRequiredProperty("spring.application.name"));
    }
}
