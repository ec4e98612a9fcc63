package io.parley.stack.supervise;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.stack.home.Checkout;
import io.parley.stack.home.ProcessRecord;
import io.parley.stack.home.StackHome;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StopperIT {

    @TempDir
    Path root;

    final ByteArrayOutputStream printed = new ByteArrayOutputStream();

    @SuppressWarnings("NullAway.Init")
    StackHome home;

    @BeforeEach
    void open() {
        home = new Checkout(root).stack(3000);
    }

    @Test
    void stopsTheGatewayFirstAndTheStoresLast() throws Exception {
        for (var name : List.of("postgres", "auth-service", "gateway")) {
            remember(name, new ProcessBuilder("sleep", "600").start());
        }

        assertThat(new Stopper(home, new Console(new PrintStream(printed))).stopAll())
                .isEqualTo(3);

        assertThat(Arrays.stream(printed.toString().split("\n"))
                        .map(line -> line.strip().split(" ")[0]))
                .containsExactly("gateway", "auth-service", "postgres");
    }

    @Test
    void neverTouchesAProcessThatOnlyHasTheNumber() throws Exception {
        var stranger = new ProcessBuilder("sleep", "600").start();
        var started = stranger.info().startInstant().orElseThrow();
        home.remember(new ProcessRecord("gateway", stranger.pid(), started.minusSeconds(3600), 3000, root, 0));

        new Stopper(home, new Console(new PrintStream(printed))).stopAll();

        assertThat(stranger.isAlive()).isTrue();
        assertThat(home.records()).isEmpty();
        stranger.destroyForcibly();
    }

    private void remember(String name, Process process) {
        home.remember(ProcessRecord.of(name, process.toHandle(), 3000, root, 0));
    }
}
