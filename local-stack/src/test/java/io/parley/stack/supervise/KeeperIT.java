package io.parley.stack.supervise;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.parley.stack.home.Checkout;
import io.parley.stack.home.ProcessRecord;
import io.parley.stack.home.StackHome;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class KeeperIT {

    @TempDir
    Path root;

    final ByteArrayOutputStream printed = new ByteArrayOutputStream();
    final Console console = new Console(new PrintStream(printed));

    @SuppressWarnings("NullAway.Init")
    StackHome home;

    @BeforeEach
    void open() {
        home = new Checkout(root).stack(3000);
    }

    @AfterEach
    void stopAll() {
        new Stopper(home, console).stopAll();
    }

    @Test
    void startsAgainWhatIsKilled() throws Exception {
        var keeper = keep("touch ready; exec sleep 600");
        keeper.firstReady().get(60, SECONDS);
        var first = theRecord();

        first.process().orElseThrow().destroyForcibly();

        await().atMost(Duration.ofSeconds(60))
                .until(() -> theRecord().restarts() == 1 && theRecord().isAlive());
        assertThat(theRecord().pid()).isNotEqualTo(first.pid());
        assertThat(printed.toString()).contains("died; starting it again");
        keeper.stop();
    }

    @Test
    void givesUpOnWhatDiesBeforeItIsEverReadyAndShowsItsLog() {
        var keeper = keep("echo no such setting; exit 3");

        assertThatThrownBy(() -> keeper.firstReady().get(60, SECONDS))
                .hasMessageContaining("died while starting")
                .hasMessageContaining("no such setting");
    }

    @Test
    void leavesAloneWhatIsStopped() throws Exception {
        var keeper = keep("touch ready; exec sleep 600");
        keeper.firstReady().get(60, SECONDS);
        var record = theRecord();

        keeper.stop();
        new Stopper(home, console).stopAll();

        assertThat(record.isAlive()).isFalse();
        assertThat(home.records()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"1, 250", "2, 500", "4, 2000", "9, 30000", "60, 30000"})
    void waitsLongerAfterEachFailureButNotForever(int failures, long millis) {
        assertThat(Keeper.pause(failures)).isEqualTo(Duration.ofMillis(millis));
    }

    private ProcessRecord theRecord() {
        return home.records().getFirst();
    }

    private Keeper keep(String script) {
        var keeper = new Keeper(new Script(home.log("script"), root, script), home, console);
        Thread.ofPlatform().daemon().start(keeper);
        return keeper;
    }

    /** A shell script as a component: ready when it has made the file {@code ready}. */
    private record Script(Path log, Path program, String text) implements Component {

        @Override
        public String name() {
            return "script";
        }

        @Override
        public int port() {
            return 3001;
        }

        @Override
        public ProcessHandle start() throws IOException {
            Files.createDirectories(log.getParent());
            return new ProcessBuilder("sh", "-c", text)
                    .directory(program.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
                    .start()
                    .toHandle();
        }

        @Override
        public boolean isReady(ProcessHandle process) {
            return Files.exists(program.resolve("ready"));
        }
    }
}
