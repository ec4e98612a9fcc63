package io.parley.realtime;

import static org.awaitility.Awaitility.await;

import io.parley.embedded.FreePort;
import io.parley.testkit.Api;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.springframework.core.env.Environment;

/** Another instance of the service in a process of its own, which can be killed. */
record OtherProcess(Process process, int port) implements AutoCloseable {

    /** Starts one beside that of {@code environment}, with its broker and keys. */
    static OtherProcess beside(Environment environment) {
        try {
            var port = FreePort.any();
            var command = new ArrayList<>(List.of(
                    Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                    "-Xmx192m",
                    "-XX:+UseSerialGC",
                    "-cp",
                    System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                    RealtimeApplication.class.getName(),
                    "--server.port=" + port));
            command.addAll(SecondInstance.sharedWith(environment));
            var process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(Path.of("target/other-process.log").toFile())
                    .start();
            var other = new OtherProcess(process, port);
            other.awaitReady();
            return other;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    String url() {
        return "http://127.0.0.1:" + port;
    }

    /** Ends it as {@code kill -9} does; also what becomes of it at the end. */
    @Override
    public void close() {
        process.destroyForcibly();
        process.onExit().join();
    }

    private void awaitReady() {
        var api = new Api(url());
        await("the other process is ready")
                .atMost(Duration.ofMinutes(5))
                .pollInterval(Duration.ofMillis(200))
                .ignoreExceptions()
                .until(() -> api.get("/actuator/health/readiness").status() == 200);
    }
}
