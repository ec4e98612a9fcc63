package io.parley.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.parley.contract.Topics;
import io.parley.embedded.KafkaBroker;
import io.parley.embedded.Placement;
import io.parley.embedded.PostgresServer;
import io.parley.ingest.registry.Registry;
import io.parley.kit.crypto.Encryption;
import io.parley.kit.event.EventPublisher;
import io.parley.kit.event.Records;
import io.parley.testkit.Api;
import io.parley.testkit.TestKeys;
import io.parley.testkit.TestTenant;
import io.parley.testkit.Topic;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

/** Runs the service on servers of its own, to take them away. */
@SuppressWarnings("NullAway.Init")
class OutageIT {

    @TempDir
    static Path directory;

    static KafkaBroker broker;
    static PostgresServer postgres;
    static ConfigurableApplicationContext service;
    static Api api;

    @BeforeAll
    static void start() {
        broker = KafkaBroker.start(Placement.durable(directory.resolve("kafka"), 0));
        postgres = PostgresServer.start(Placement.durable(directory.resolve("postgres"), 0));
        service = new SpringApplicationBuilder(WebhookIngestApplication.class)
                .run(
                        "--server.port=0",
                        "--parley.database.url=" + postgres.url(),
                        "--spring.kafka.bootstrap-servers=" + broker.bootstrapServers(),
                        "--parley.events.replication-factor=1",
                        "--parley.events.partitions=2",
                        "--parley.encryption.keyset=" + TestKeys.encryptionKeyset(),
                        "--parley.security.jwks-uri=" + TestKeys.jwksUri(),
                        "--parley.webhook.platform.app-secret=" + Webhooks.PLATFORM_SECRET);
        api = new Api("http://127.0.0.1:" + service.getEnvironment().getRequiredProperty("local.server.port"));
    }

    @AfterAll
    static void stop() {
        service.close();
        broker.close();
        postgres.close();
    }

    @Test
    void keepsWhatItAcknowledgesInOrderWhileTheBrokerIsAway() {
        var tenant = connected();
        post(tenant, 0, 10);
        stopBroker();

        post(tenant, 10, 40);
        assertThat(api.get("/actuator/health/readiness").status()).isEqualTo(200);
        startBroker();
        post(tenant, 40, 60);

        awaitInOrder(tenant, 60);
        post(tenant, 60, 70);
        awaitInOrder(tenant, 70);
    }

    @Test
    void refusesForNowWhatItCannotKeepAnywhere() {
        var tenant = connected();
        stopBroker();
        stopPostgres();

        var refused = Webhooks.post(api, Webhooks.of(tenant.phoneNumberId(), "447700900123", "lost"));
        assertThat(refused.status()).isEqualTo(503);
        assertThat(refused.headers().firstValue("Retry-After")).contains("1");
        assertThat(refused.json().path("code").asString()).isEqualTo("SERVICE_UNAVAILABLE");

        startPostgres();
        await().until(() -> Webhooks.post(api, Webhooks.of(tenant.phoneNumberId(), "447700900123", "w0"))
                        .status()
                == 200);
        startBroker();
        awaitInOrder(tenant, 1);
    }

    @Test
    void staysOpenWhileTheDatabaseAloneIsAway() {
        var tenant = connected();
        post(tenant, 0, 1);
        stopPostgres();

        post(tenant, 1, 10);
        assertThat(api.get("/actuator/health/readiness").status()).isEqualTo(200);
        startPostgres();

        awaitInOrder(tenant, 10);
        awaitArchived(tenant, 10);
    }

    private static void post(TestTenant tenant, int from, int to) {
        for (var i = from; i < to; i++) {
            var answer = Webhooks.post(api, Webhooks.of(tenant.phoneNumberId(), "447700900123", "w" + i));
            assertThat(answer.status()).as("w" + i + ": " + answer).isEqualTo(200);
        }
    }

    /** What came twice counts where it came first. */
    private static void awaitInOrder(TestTenant tenant, int count) {
        var expected = IntStream.range(0, count)
                .mapToObj(i -> Webhooks.of(tenant.phoneNumberId(), "447700900123", "w" + i))
                .toList();
        await().untilAsserted(() -> assertThat(bodies(tenant)).containsExactlyElementsOf(expected));
    }

    private static void awaitArchived(TestTenant tenant, int count) {
        var caller = api.as(tenant, io.parley.contract.Role.AGENT);
        await().until(() -> {
            var answer = caller.get("/api/webhook/events");
            return answer.status() == 200
                    && answer.data().at("/pagination/total").asInt() == count;
        });
    }

    private static List<String> bodies(TestTenant tenant) {
        var bodies = new LinkedHashMap<UUID, String>();
        try (var topics = new Topic.Reader(broker.bootstrapServers())) {
            topics.read(Topics.RAW_WEBHOOK, tenant.id())
                    .forEach(entry ->
                            bodies.putIfAbsent(Records.idOf(entry), new String(entry.value(), StandardCharsets.UTF_8)));
        }
        return List.copyOf(bodies.values());
    }

    private static TestTenant connected() {
        var tenant = TestTenant.create();
        new Tenants(
                        service.getBean(EventPublisher.class),
                        service.getBean(Encryption.class),
                        service.getBean(Registry.class))
                .connect(tenant, true, null);
        return tenant;
    }

    private static void stopBroker() {
        broker.close();
    }

    private static void startBroker() {
        broker = KafkaBroker.start(Placement.durable(directory.resolve("kafka"), broker.port()));
    }

    private static void stopPostgres() {
        postgres.close();
    }

    private static void startPostgres() {
        postgres = PostgresServer.start(Placement.durable(directory.resolve("postgres"), postgres.port()));
    }
}
