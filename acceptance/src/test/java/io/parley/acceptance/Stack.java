package io.parley.acceptance;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.parley.testkit.Api;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A Parley that runs, and the doors to it: the gateway, each process by itself, the sandbox, what operators see. */
final class Stack {

    static final String APP_SECRET = "acceptance-app-secret";
    static final String VERIFY_TOKEN = "acceptance-verify-token";

    /** What the stack is started with. Sends whose answer never comes are reported soon enough to wait for it. */
    static final Map<String, String> ENVIRONMENT = Map.of(
            "META_APP_SECRET",
            APP_SECRET,
            "META_VERIFY_TOKEN",
            VERIFY_TOKEN,
            "SEND_OUTCOME_TIMEOUT",
            "PT10S",
            "PARLEY_MESSAGING_DISPATCH_RESPONSETIMEOUT",
            "5s");

    private final Launcher launcher;
    private final Path checkout;
    private final int port;
    private final @Nullable Collector collector;

    Stack(Launcher launcher, Path checkout, int port, @Nullable Collector collector) {
        this.launcher = launcher;
        this.checkout = checkout;
        this.port = port;
        this.collector = collector;
    }

    /** The processes that the suites kill or ask directly. */
    enum Service {
        GATEWAY("gateway", 0),
        AUTH("auth-service", 1),
        INGEST("webhook-ingest", 2),
        MESSAGING("messaging-service", 3),
        CONVERSATION("conversation-service", 4),
        CONTACT("contact-service", 5),
        TEMPLATE("template-service", 6),
        ANALYTICS("analytics-service", 7),
        REALTIME("realtime-service", 8),
        SANDBOX("sandbox", 9);

        private final String process;
        private final int offset;

        Service(String process, int offset) {
            this.process = process;
            this.offset = offset;
        }

        @Override
        public String toString() {
            return process;
        }
    }

    String url() {
        return url(Service.GATEWAY);
    }

    String url(Service service) {
        return "http://127.0.0.1:" + (port + service.offset);
    }

    /** The public door, without a token. */
    Api api() {
        return api(Service.GATEWAY);
    }

    /** The door of one service, past the gateway, without a token. */
    Api api(Service service) {
        return new Api(url(service));
    }

    Sandbox sandbox() {
        return new Sandbox(api(Service.SANDBOX));
    }

    Operator operator() {
        return new Operator(port + 10, port + 11, password());
    }

    /** Returns the command that {@code ./parley} stands for. */
    List<String> parley() {
        return launcher.command();
    }

    /** Runs a command on this stack to its end, and returns what it printed; throws where it fails. */
    String run(String... command) {
        var arguments = Stream.concat(Stream.of(command), Stream.of("--port", Integer.toString(port)));
        return launcher.run(Map.of(), arguments.toArray(String[]::new));
    }

    int port() {
        return port;
    }

    /** Returns where its spans go; aborts the test where that is not known, since the stack was there before. */
    Collector collector() {
        assumeTrue(collector != null, "the stack was started by somebody else");
        return Objects.requireNonNull(collector);
    }

    void start() {
        var environment = new HashMap<>(ENVIRONMENT);
        if (collector != null) {
            environment.putAll(collector.environment());
        }
        launcher.run(environment, "up", "--detach", "--ephemeral", "--quick", "--port", Integer.toString(port));
    }

    void stop() {
        launcher.run(Map.of(), "down", "--port", Integer.toString(port));
    }

    /** Kills a process as {@code kill -9} does, and returns its number. */
    long kill(Service service) {
        var pid = pid(service);
        var process = ProcessHandle.of(pid).orElseThrow(() -> new IllegalStateException(service + " does not run"));
        process.destroyForcibly();
        process.onExit().join();
        return pid;
    }

    /** Waits until another process than {@code killed} does the service's work, and returns how long that took. */
    Duration awaitRestart(Service service, long killed) {
        var since = System.nanoTime();
        await(service + " is ready again")
                .atMost(Duration.ofMinutes(5))
                .pollInterval(Duration.ofMillis(50))
                .until(() -> pid(service) != killed && isReady(service));
        return Duration.ofNanos(System.nanoTime() - since);
    }

    private long pid(Service service) {
        var record = home().resolve("run").resolve(service.process + ".pid");
        try (var in = Files.newBufferedReader(record)) {
            var properties = new Properties();
            properties.load(in);
            return Long.parseLong(properties.getProperty("pid"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private boolean isReady(Service service) {
        try {
            var address =
                    URI.create(url(service) + "/actuator/health/readiness").toURL();
            var connection = (HttpURLConnection) address.openConnection();
            connection.setConnectTimeout(5_000);
            connection.setReadTimeout(5_000);
            try {
                return connection.getResponseCode() == HttpURLConnection.HTTP_OK;
            } finally {
                connection.disconnect();
            }
        } catch (IOException e) {
            return false;
        }
    }

    /** Returns what was built of one module. */
    Path built(Service service) {
        return checkout.resolve(service.process).resolve("target");
    }

    /** Returns the address of the stack's broker. */
    String broker() {
        return "127.0.0.1:" + (port + 11);
    }

    /** Returns one of the secrets that the stack has made for itself. */
    String secret(String name) {
        try (var in = Files.newBufferedReader(data().resolve("secrets.env"))) {
            var secrets = new Properties();
            secrets.load(in);
            return secrets.getProperty(name);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Returns the folder in which the stack keeps its data. */
    Path data() {
        try {
            return Path.of(Files.readString(home().resolve("data-folder")).strip());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String password() {
        try {
            return Files.readString(data().resolve("postgres/password")).strip();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Path home() {
        return checkout.resolve(".parley").resolve(Integer.toString(port));
    }
}
