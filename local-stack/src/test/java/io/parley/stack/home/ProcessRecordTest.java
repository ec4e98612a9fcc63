package io.parley.stack.home;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProcessRecordTest {

    static final ProcessHandle SELF = ProcessHandle.current();

    @TempDir
    Path folder;

    @Test
    void findsTheProcessThatWasStarted() {
        var record = ProcessRecord.of("gateway", SELF, 3000, folder, 2);
        record.write(folder.resolve("gateway.pid"));

        assertThat(ProcessRecord.read(folder.resolve("gateway.pid"))).contains(record);
        assertThat(record.process()).contains(SELF);
    }

    @Test
    void neverTakesALaterProcessOfTheSameNumberForIt() {
        var start = SELF.info().startInstant().orElseThrow();

        var earlier = new ProcessRecord("gateway", SELF.pid(), start.minusSeconds(60), 3000, folder, 0);

        assertThat(earlier.process()).isEmpty();
        assertThat(earlier.isAlive()).isFalse();
    }

    @Test
    void knowsThatAProcessHasEnded() throws Exception {
        var process = new ProcessBuilder("sleep", "60").start();
        var record = ProcessRecord.of("gateway", process.toHandle(), 3000, folder, 0);
        assertThat(record.isAlive()).isTrue();

        process.destroyForcibly().waitFor();

        assertThat(record.isAlive()).isFalse();
    }

    @Test
    void isNothingWhereTheFileIsTorn() throws Exception {
        Files.writeString(folder.resolve("torn.pid"), "name=gateway\npid=12");

        assertThat(ProcessRecord.read(folder.resolve("torn.pid"))).isEmpty();
        assertThat(ProcessRecord.read(folder.resolve("absent.pid"))).isEmpty();
    }
}
