package io.parley.messaging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.parley.contract.Role;
import io.parley.embedded.FreePort;
import io.parley.kit.crypto.Secret;
import io.parley.messaging.media.MediaKind;
import io.parley.testkit.Api;
import io.parley.testkit.Infrastructure;
import io.parley.testkit.TestKeys;
import io.parley.testkit.TestTenant;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.SequenceInputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.core.env.Environment;

/**
 * The largest files, three at a time, go through a service whose whole heap is hardly larger than one of them: in, out, from
 * WhatsApp and to it. The service is a process of its own, with a schema of its own.
 */
@SuppressWarnings("NullAway.Init")
class MediaHeapIT extends MessagingTest {

    static final String HEAP = "-Xmx128m";
    static final long SIZE = MediaKind.LARGEST;
    static final int AT_ONCE = 3;
    static final String SCHEMA = "messaging_heap";
    static final String BOUNDARY = "parley-heap";
    static final Pattern COLLECTION = Pattern.compile("([0-9]+)M->([0-9]+)M\\(");

    @TempDir
    Path directory = Path.of("");

    @Autowired
    Environment environment;

    final TestTenant tenant = TestTenant.create();
    final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    @Test
    void staysFlatWhileTheLargestFilesGoThrough() throws IOException, InterruptedException, SQLException {
        try (var graph = new HugeFiles(SIZE)) {
            var port = FreePort.any();
            var service = start(port, graph.url());
            try {
                var door = new Api("http://127.0.0.1:" + port).as(tenant, Role.AGENT);
                awaitReady(door, service);
                var inbound = UUID.randomUUID();
                connectAndExpect(inbound);

                var uploaded = sideBySide(() -> upload(door));
                sideBySide(() -> download(door, uploaded.getFirst()));
                await().atMost(Duration.ofMinutes(5))
                        .until(() ->
                                door.call("HEAD", "/api/media/" + inbound, null).status() == 200);
                assertThat(download(door, inbound)).isEqualTo(SIZE);
                uploaded.forEach(media -> send(door, media));
                await().atMost(Duration.ofMinutes(5)).until(() -> graph.sends() == AT_ONCE);

                assertThat(graph.uploads().values()).hasSize(AT_ONCE).allMatch(bytes -> bytes > SIZE);
            } finally {
                service.destroy();
                assertThat(service.waitFor(2, TimeUnit.MINUTES)).isTrue();
            }
        }
        report();
    }

    private UUID upload(Api door) {
        var head = bytes(
                "--" + BOUNDARY
                        + "\r\nContent-Disposition: form-data; name=\"file\"; filename=\"huge.pdf\"\r\nContent-Type: text/html\r\n\r\n");
        var tail = bytes("\r\n--" + BOUNDARY + "--\r\n");
        var form = BodyPublishers.fromPublisher(
                BodyPublishers.ofInputStream(() -> new SequenceInputStream(Collections.enumeration(List.of(
                        new ByteArrayInputStream(head), HugeFiles.content(SIZE), new ByteArrayInputStream(tail))))),
                head.length + SIZE + tail.length);
        var request = request(door, "/api/media")
                .header("Content-Type", "multipart/form-data; boundary=" + BOUNDARY)
                .POST(form)
                .build();
        try {
            var answer = http.send(request, BodyHandlers.ofString());
            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
            return UUID.fromString(answer.body().replaceAll(".*\"id\":\"([^\"]*)\".*", "$1"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private long download(Api door, UUID media) {
        try {
            var answer = http.send(request(door, "/api/media/" + media).build(), BodyHandlers.ofInputStream());
            assertThat(answer.statusCode()).isEqualTo(200);
            try (var content = answer.body()) {
                return content.transferTo(OutputStream.nullOutputStream());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static void send(Api door, UUID media) {
        var answer = door.post(
                "/api/messages",
                Map.of("to", "+447700900123", "type", "document", "content", Map.of("mediaId", media.toString())));
        assertThat(answer.status()).as(answer.text()).isEqualTo(201);
    }

    private HttpRequest.Builder request(Api door, String path) {
        return HttpRequest.newBuilder(URI.create(door.baseUrl() + path))
                .timeout(Duration.ofMinutes(5))
                .header("Authorization", "Bearer " + tenant.token(Role.AGENT));
    }

    private static <T> List<T> sideBySide(Supplier<T> work) {
        var running = IntStream.range(0, AT_ONCE)
                .mapToObj(i -> CompletableFuture.supplyAsync(
                        work, task -> Thread.ofVirtual().start(task)))
                .toList();
        return running.stream().map(CompletableFuture::join).toList();
    }

    /** What webhooks and settings would have written; this process reads no topics, which belong to the other tests. */
    private void connectAndExpect(UUID media) throws SQLException {
        var url = URI.create(Infrastructure.shared().databaseUrl());
        var user = url.getUserInfo().split(":", 2);
        try (var connection = DriverManager.getConnection(
                        "jdbc:postgresql://" + url.getHost() + ":" + url.getPort() + url.getPath() + "?currentSchema="
                                + SCHEMA,
                        user[0],
                        user[1]);
                var statement = connection.createStatement()) {
            statement.execute("set role parley_" + SCHEMA);
            statement.execute("select set_config('parley.tenants', '{" + tenant.id() + "}', false)");
            statement.execute(
                    "insert into number (tenant_id, phone_number_id, place, display_phone_number, access_token_encrypted) values ('%s', '%s', 0, '+442079460123', '%s')"
                            .formatted(
                                    tenant.id(),
                                    tenant.phoneNumberId(),
                                    encryption.encrypt(tenant.id(), new Secret("token"))));
            statement.execute("""
                    insert into media (tenant_id, id, status, phone_number_id, graph_id, created_at, updated_at)
                    values ('%s', '%s', 'PENDING', '%s', '%s', now(), now())""".formatted(tenant.id(), media, tenant.phoneNumberId(), HugeFiles.ID));
            statement.execute("insert into media_fetch (tenant_id, media_id, due_at) values ('%s', '%s', now())"
                    .formatted(tenant.id(), media));
        }
    }

    private Process start(int port, String graph) throws IOException {
        try (var jars = Files.newDirectoryStream(Path.of("target"), "messaging-service-*-app.jar")) {
            var command = List.of(
                    Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                    HEAP,
                    "-XX:+UseSerialGC",
                    "-XX:+ExitOnOutOfMemoryError",
                    "-Xlog:gc:file=" + directory.resolve("gc.log"),
                    "-jar",
                    jars.iterator().next().toString(),
                    "--parley.database.schema=" + SCHEMA,
                    "--spring.kafka.listener.auto-startup=false");
            var process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(Path.of("target", "media-heap.log").toFile());
            process.environment()
                    .putAll(Map.of(
                            "SERVER_PORT", String.valueOf(port),
                            "DATABASE_URL", Infrastructure.shared().databaseUrl(),
                            "KAFKA_BOOTSTRAP_SERVERS", Infrastructure.shared().bootstrapServers(),
                            "KAFKA_REPLICATION_FACTOR", "1",
                            "KAFKA_PARTITIONS", environment.getRequiredProperty("parley.events.partitions"),
                            "JWKS_URI", TestKeys.jwksUri(),
                            "ENCRYPTION_KEYSET", environment.getRequiredProperty("parley.encryption.keyset"),
                            "MEDIA_STORE", directory.resolve("media").toUri().toString(),
                            "META_GRAPH_URL", graph));
            return process.start();
        }
    }

    private static void awaitReady(Api door, Process service) {
        await().atMost(Duration.ofMinutes(5)).ignoreExceptions().until(() -> {
            assertThat(service.isAlive()).isTrue();
            return door.get("/actuator/health/readiness").status() == 200;
        });
    }

    /** What was still in use after each collection is what the files cost, and what they must not add to. */
    private void report() throws IOException {
        var before = new ArrayList<Integer>();
        var after = new ArrayList<Integer>();
        var matcher = COLLECTION.matcher(Files.readString(directory.resolve("gc.log")));
        while (matcher.find()) {
            before.add(Integer.valueOf(matcher.group(1)));
            after.add(Integer.valueOf(matcher.group(2)));
        }
        System.out.println("MediaHeapIT: " + HEAP + ", files of " + SIZE + " bytes, " + AT_ONCE
                + " at once: heap at most " + Collections.max(before) + " MB, after a collection at most "
                + Collections.max(after) + " MB, " + after.size() + " collections");
        assertThat(Collections.max(after)).isLessThan(100);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
