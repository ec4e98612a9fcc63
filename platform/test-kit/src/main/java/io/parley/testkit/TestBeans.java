package io.parley.testkit;

import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Lazy;
import org.springframework.core.env.Environment;

/** What a {@link ServiceTest} may inject besides the service's own beans. */
@TestConfiguration(proxyBeanMethods = false)
class TestBeans {

    @Bean
    TestClock clock() {
        return new TestClock();
    }

    /** The port is known only once the server listens. */
    @Bean
    @Lazy
    Api api(Environment environment) {
        return new Api("http://127.0.0.1:" + environment.getRequiredProperty("local.server.port"));
    }

    @Bean
    @Lazy
    Topic.Reader topicReader() {
        return new Topic.Reader(Infrastructure.shared().bootstrapServers());
    }
}
