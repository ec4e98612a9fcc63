package io.parley.stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.parley.embedded.FreePort;
import io.parley.stack.home.Checkout;
import io.parley.stack.home.ProcessRecord;
import io.parley.stack.home.StackHome;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The command line as a process, in a checkout where no service has been built: PostgreSQL and Kafka alone. */
class StackIT {

    private static final int PORTS = 20;

    @TempDir
    Path root;

    int port;

    @SuppressWarnings("NullAway.Init")
    StackHome home;

    @BeforeEach
    void choosePort() {
        port = FreePort.firstOf(PORTS);
        home = new Checkout(root).stack(port);
    }

    @AfterEach
    void down() throws Exception {
        parley("down");
    }

    @Test
    void comesUpInTheBackgroundAndGoesDownWithoutAResidue() throws Exception {
        var up = parley("up", "--detach", "--no-aot");
        assertThat(up.output).contains("postgres", "kafka", "Parley is up after");
        assertThat(up.code).isZero();
        assertThat(parley("status").code).isZero();
        assertThat(parley("up").output).contains("already running on port " + port);
        var started = home.records();
        assertThat(started).extracting(ProcessRecord::name).containsExactlyInAnyOrder("postgres", "kafka");

        assertThat(parley("down").code).isZero();

        assertThat(started).noneMatch(ProcessRecord::isAlive);
        assertThat(home.supervisor()).isEmpty();
        assertThat(parley("status").code).isEqualTo(Parley.NOT_RUNNING);
        assertThat(home.data().resolve("postgres/data/PG_VERSION")).exists();
    }

    @Test
    void restartsWhatIsKilledAndIsStoppedEvenWithoutItsSupervisor() throws Exception {
        assertThat(parley("up", "--detach", "--no-aot", "--ephemeral").code).isZero();
        for (var killed : home.records()) {
            killed.process().orElseThrow().destroyForcibly();
        }
        await().atMost(Duration.ofMinutes(3))
                .until(() -> parley("status").code == 0
                        && home.records().stream().allMatch(record -> record.restarts() >= 1));
        var supervisor = home.supervisor().orElseThrow();
        supervisor.destroyForcibly();
        supervisor.onExit().get(1, TimeUnit.MINUTES);
        var orphans = home.records();
        assertThat(orphans).allMatch(ProcessRecord::isAlive);

        assertThat(parley("down").code).isZero();

        assertThat(orphans).noneMatch(ProcessRecord::isAlive);
        assertThat(home.ephemeralData()).doesNotExist();
    }

    @Test
    void namesATakenPortAndStartsNothing() throws Exception {
        try (var taken = new ServerSocket(port + 11, 1, InetAddress.getLoopbackAddress())) {
            var up = parley("up", "--detach", "--no-aot");

            assertThat(up.code).isEqualTo(Parley.FAILED);
            assertThat(up.output).contains("Port " + taken.getLocalPort() + " (kafka) is taken", "--port");
            assertThat(home.records()).isEmpty();
        }
    }

    private Run parley(String... arguments) throws Exception {
        var command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx96m",
                "-XX:TieredStopAtLevel=1",
                "-Dparley.root=" + root,
                "-cp",
                System.getProperty("java.class.path"),
                Parley.class.getName()));
        command.addAll(List.of(arguments));
        command.addAll(List.of("--port", "" + port));
        var output = Files.createTempFile(root, "output", ".txt");
        var process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        assertThat(process.waitFor(5, TimeUnit.MINUTES)).isTrue();
        return new Run(process.exitValue(), Files.readString(output, StandardCharsets.UTF_8));
    }

    private record Run(int code, String output) {}
}
