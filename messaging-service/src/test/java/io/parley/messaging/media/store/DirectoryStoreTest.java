package io.parley.messaging.media.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.parley.messaging.media.MediaStore;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DirectoryStoreTest extends MediaStoreContract {

    @TempDir
    Path root = Path.of("");

    @Override
    MediaStore store() {
        return new DirectoryStore(root);
    }

    @ParameterizedTest
    @ValueSource(strings = {"../x", "a/../b", "/etc/passwd", "a/b/c", "a", "a/B", ".unfinished/x"})
    void staysInItsDirectory(String strange) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> store().write(strange, new ByteArrayInputStream(new byte[1])));
    }

    @Test
    void clearsAwayWhatADeadWriterLeft() throws IOException {
        var store = store();
        var left = Files.createTempFile(root.resolve(".unfinished"), "", ".part");

        store.sweepUnfinished(Instant.now().minusSeconds(60));
        assertThat(left).exists();
        store.sweepUnfinished(Instant.now().plusSeconds(60));

        assertThat(left).doesNotExist();
    }

    @Test
    void leavesNothingBesideWhereAFileBreaksOff() throws IOException {
        try {
            store().write(key, breakingOff(100));
        } catch (IOException e) {
            // as it should be
        }

        try (var left = Files.list(root.resolve(".unfinished"))) {
            assertThat(left).isEmpty();
        }
    }
}
