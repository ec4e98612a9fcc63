package io.parley.kit.erasure;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.jdbc.autoconfigure.JdbcClientAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.jdbc.core.simple.JdbcClient;

/** For services that hold customers' data; their migrations make the tables {@code erased_trace} and {@code erased_count}. */
@AutoConfiguration(after = JdbcClientAutoConfiguration.class)
@ConditionalOnBooleanProperty("parley.erasure.enabled")
class ErasureConfiguration {

    @Bean
    ErasedTraces erasedTraces(JdbcClient jdbc) {
        return new ErasedTraces(jdbc);
    }

    @Bean
    ErasureTally erasureTally(JdbcClient jdbc) {
        return new ErasureTally(jdbc);
    }
}
