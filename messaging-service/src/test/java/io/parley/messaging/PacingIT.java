package io.parley.messaging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.MeterRegistry;
import io.parley.contract.TenantSettings;
import io.parley.kit.crypto.Secret;
import io.parley.testkit.TestTenant;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.ConfigurableEnvironment;

/** Meta's rates, over real sockets. That they are never exceeded is shown by arithmetic; here, that they are kept to at all. */
@SuppressWarnings("NullAway.Init")
class PacingIT extends MessagingTest {

    final FakeGraph graph = FakeGraph.shared();

    @Autowired
    ConfigurableEnvironment environment;

    @Autowired
    MeterRegistry metrics;

    @Test
    void takesItsTimeWithANumberOfLowThroughput() {
        var tenant = connectedTenant();
        limit(tenant, 2, 20);
        var begun = System.nanoTime();

        IntStream.range(0, 60).forEach(i -> send(tenant, customer(i), "No. " + i));

        await().atMost(SOON).until(() -> graph.accepted(tenant.phoneNumberId()).size() == 60);
        assertThat(Duration.ofNanos(lastOf(tenant) - begun)).isGreaterThan(Duration.ofSeconds(2));
    }

    @Test
    void letsWhatAnAgentWroteOvertakeTemplates() {
        var tenant = connectedTenant();
        limit(tenant, 2, 1);
        var template = Map.<String, Object>of("name", "offer", "language", "en");
        IntStream.range(0, 15).forEach(i -> sendAs(tenant, customer(i), "template", template));

        send(tenant, customer(99), "Yes, we are open");

        await().atMost(SOON).until(() -> typesOf(tenant).contains("text"));
        assertThat(typesOf(tenant).indexOf("text")).isLessThan(14);
    }

    @Test
    void keepsTheOrderOfAConversationAcrossPriorities() {
        var tenant = connectedTenant();
        sendAs(tenant, customer(1), "template", Map.of("name", "offer", "language", "en"));
        send(tenant, customer(1), "As I just wrote");

        await().atMost(SOON).until(() -> typesOf(tenant).size() == 2);
        assertThat(typesOf(tenant)).containsExactly("template", "text");
    }

    @Test
    void sharesNumbersAndTheirLimitsBetweenInstances() {
        try (var other = anotherInstance()) {
            var before = sends(metrics);
            var tenants =
                    IntStream.range(0, 16).mapToObj(i -> connectedTenant(20)).toList();
            var begun = System.nanoTime();

            for (var tenant : tenants) {
                IntStream.range(0, 30).forEach(i -> send(tenant, customer(i), "No. " + i));
            }

            await().atMost(Duration.ofMinutes(3))
                    .until(() -> tenants.stream()
                            .allMatch(tenant ->
                                    graph.accepted(tenant.phoneNumberId()).size() >= 30));
            for (var tenant : tenants) {
                var accepted = graph.accepted(tenant.phoneNumberId());
                assertThat(accepted)
                        .extracting(send ->
                                send.body().path("biz_opaque_callback_data").asString(""))
                        .doesNotHaveDuplicates()
                        .hasSize(30);
            }
            assertThat(Duration.ofNanos(lastOf(tenants.getFirst()) - begun)).isGreaterThan(Duration.ofMillis(500));
            assertThat(sends(metrics) - before).isPositive();
            assertThat(sends(other.getBean(MeterRegistry.class))).isPositive();
        }
    }

    private ConfigurableApplicationContext anotherInstance() {
        var properties = new HashMap<String, Object>();
        for (var name : List.of(
                "parley.database.url",
                "spring.kafka.bootstrap-servers",
                "parley.events.replication-factor",
                "parley.events.partitions",
                "parley.encryption.keyset",
                "parley.security.jwks-uri",
                "parley.messaging.dispatch.graph-url")) {
            properties.put(name, environment.getRequiredProperty(name));
        }
        properties.put("server.port", "0");
        properties.put("parley.messaging.dispatch.pair-interval", "0s");
        return new SpringApplicationBuilder(MessagingApplication.class)
                .environment(environmentOf(properties))
                .run();
    }

    private static ConfigurableEnvironment environmentOf(Map<String, Object> properties) {
        var environment = new org.springframework.core.env.StandardEnvironment();
        environment
                .getPropertySources()
                .addFirst(new org.springframework.core.env.MapPropertySource("instance", properties));
        return environment;
    }

    private TestTenant connectedTenant(int messagesPerSecond) {
        var tenant = connectedTenant();
        limit(tenant, 2, messagesPerSecond);
        return tenant;
    }

    private void limit(TestTenant tenant, long version, int messagesPerSecond) {
        var token = encryption.encrypt(tenant.id(), new Secret("limited"));
        var number =
                new TenantSettings.Number(tenant.phoneNumberId(), "1", "+442079460123", token, null, messagesPerSecond);
        configure(tenant, version, false, number);
        // Shown once a message leaves under the new token.
        await().atMost(SOON).until(() -> {
            var probe = send(tenant, "+447700900999", "probe");
            await().atMost(SOON).until(() -> statusOf(tenant, probe).equals("SENT"));
            return !graph.accepted(send -> send.phoneNumberId().equals(tenant.phoneNumberId())
                            && send.token().equals("Bearer limited"))
                    .isEmpty();
        });
        graph.forget(tenant.phoneNumberId());
    }

    private List<String> typesOf(TestTenant tenant) {
        return graph.accepted(tenant.phoneNumberId()).stream()
                .map(send -> send.body().path("type").asString(""))
                .toList();
    }

    private long lastOf(TestTenant tenant) {
        return graph.accepted(tenant.phoneNumberId()).getLast().at();
    }

    private static double sends(MeterRegistry metrics) {
        return metrics.find("messaging.dispatch.sends").counters().stream()
                .mapToDouble(counter -> counter.count())
                .sum();
    }

    private static String customer(int number) {
        return "+4477009%05d".formatted(number);
    }
}
