package io.parley.messaging.media;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Configuration;

class MediaPropertiesTest {

    final ApplicationContextRunner runner = new ApplicationContextRunner().withUserConfiguration(Setup.class);

    @Configuration
    @EnableConfigurationProperties(MediaProperties.class)
    static class Setup {}

    @Test
    void haveDefaults() {
        runner.run(context -> assertThat(context.getBean(MediaProperties.class))
                .isEqualTo(new MediaProperties(
                        URI.create("file:media"),
                        new MediaProperties.S3(null, "us-east-1", false),
                        null,
                        Duration.ofDays(7),
                        Duration.ofMinutes(10),
                        16,
                        new MediaProperties.Graph(
                                URI.create("https://graph.facebook.com"),
                                "v25.0",
                                Duration.ofSeconds(3),
                                Duration.ofSeconds(20),
                                Duration.ofMinutes(3),
                                8),
                        new MediaProperties.Fetch(
                                6,
                                Duration.ofSeconds(60),
                                10,
                                Duration.ofSeconds(1),
                                Duration.ofSeconds(10),
                                Duration.ofMillis(200)))));
    }

    @Test
    void readEveryKey() {
        runner.withPropertyValues(
                        "parley.messaging.media.store=s3://files/parley",
                        "parley.messaging.media.s3.endpoint=http://127.0.0.1:9000",
                        "parley.messaging.media.s3.region=eu-central-1",
                        "parley.messaging.media.s3.path-style=true",
                        "parley.messaging.media.retention=P90D",
                        "parley.messaging.media.unused-after=1d",
                        "parley.messaging.media.sweep-every=1h",
                        "parley.messaging.media.concurrent-uploads=2",
                        "parley.messaging.media.graph.url=http://127.0.0.1:3009",
                        "parley.messaging.media.graph.version=v26.0",
                        "parley.messaging.media.graph.connect-timeout=1s",
                        "parley.messaging.media.graph.response-timeout=2s",
                        "parley.messaging.media.graph.timeout=1m",
                        "parley.messaging.media.graph.concurrency=3",
                        "parley.messaging.media.fetch.concurrency=4",
                        "parley.messaging.media.fetch.lease=5s",
                        "parley.messaging.media.fetch.attempts=6",
                        "parley.messaging.media.fetch.first-pause=7s",
                        "parley.messaging.media.fetch.outage-pause=9s",
                        "parley.messaging.media.fetch.idle-pause=8ms")
                .run(context -> assertThat(context.getBean(MediaProperties.class))
                        .isEqualTo(new MediaProperties(
                                URI.create("s3://files/parley"),
                                new MediaProperties.S3(URI.create("http://127.0.0.1:9000"), "eu-central-1", true),
                                Duration.ofDays(90),
                                Duration.ofDays(1),
                                Duration.ofHours(1),
                                2,
                                new MediaProperties.Graph(
                                        URI.create("http://127.0.0.1:3009"),
                                        "v26.0",
                                        Duration.ofSeconds(1),
                                        Duration.ofSeconds(2),
                                        Duration.ofMinutes(1),
                                        3),
                                new MediaProperties.Fetch(
                                        4,
                                        Duration.ofSeconds(5),
                                        6,
                                        Duration.ofSeconds(7),
                                        Duration.ofSeconds(9),
                                        Duration.ofMillis(8)))));
    }

    @Test
    void keepFilesWhereRetentionIsLeftEmpty() {
        runner.withPropertyValues("parley.messaging.media.retention=", "parley.messaging.media.s3.endpoint=")
                .run(context -> {
                    var properties = context.getBean(MediaProperties.class);
                    assertThat(properties.kept()).isEmpty();
                    assertThat(properties.s3().endpoint()).isNull();
                });
    }

    @Test
    void refuseToFetchNothing() {
        runner.withPropertyValues("parley.messaging.media.fetch.concurrency=0")
                .run(context -> assertThat(context).hasFailed());
    }
}
