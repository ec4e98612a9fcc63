package io.parley.acceptance;

import static org.awaitility.Awaitility.await;

import io.parley.acceptance.Stack.Service;
import io.parley.embedded.FreePort;
import io.parley.testkit.Api;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;

/** One more instance of realtime-service beside that of the stack, with the same broker and keys, in a process of its own. */
final class RealtimeInstance implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofMinutes(5);

    private final Process process;
    private final int port;

    private RealtimeInstance(Process process, int port) {
        this.process = process;
        this.port = port;
    }

    /** Starts an instance, and returns it once it takes sockets. */
    static RealtimeInstance start(Stack stack) {
        try {
            var port = FreePort.any();
            var builder = new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            "-Xmx192m",
                            "-XX:+UseSerialGC",
                            "-jar",
                            jarOf(stack).toString())
                    .redirectErrorStream(true)
                    .redirectOutput(Path.of("target/realtime-instance-" + port + ".log")
                            .toAbsolutePath()
                            .toFile());
            builder.environment()
                    .putAll(Map.of(
                            "SERVER_PORT", Integer.toString(port),
                            "JWKS_URI", stack.url(Service.AUTH) + "/.well-known/jwks.json",
                            "KAFKA_BOOTSTRAP_SERVERS", stack.broker(),
                            "KAFKA_REPLICATION_FACTOR", "1",
                            "ENCRYPTION_KEYSET", stack.secret("ENCRYPTION_KEYSET")));
            var instance = new RealtimeInstance(builder.start(), port);
            instance.awaitReady();
            return instance;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    String url() {
        return "http://127.0.0.1:" + port;
    }

    int port() {
        return port;
    }

    /** Ends it as {@code kill -9} does; also what becomes of it at the end. */
    @Override
    public void close() {
        process.destroyForcibly();
        process.onExit().join();
    }

    private void awaitReady() {
        var api = new Api(url());
        await("one more instance of realtime-service is ready")
                .atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(200))
                .ignoreExceptions()
                .until(() -> api.get("/actuator/health/readiness").status() == 200);
    }

    private static Path jarOf(Stack stack) throws IOException {
        try (var files = Files.list(stack.built(Service.REALTIME))) {
            return files.filter(file -> file.toString().endsWith("-app.jar"))
                    .findFirst()
                    .orElseThrow(() -> new IllegalStateException("realtime-service was not built"));
        }
    }
}
