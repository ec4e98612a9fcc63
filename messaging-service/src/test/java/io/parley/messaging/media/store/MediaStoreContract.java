package io.parley.messaging.media.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIOException;

import io.parley.contract.TenantId;
import io.parley.messaging.media.MediaStore;
import java.io.ByteArrayInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.NoSuchFileException;
import java.time.Instant;
import java.util.Arrays;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What every store promises. */
abstract class MediaStoreContract {

    /** Around the size of an S3 part, and of two. */
    static final int PART = S3Store.PART;

    final String key = MediaStore.key(new TenantId(UUID.randomUUID()), UUID.randomUUID());

    abstract MediaStore store();

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 70_000, PART - 1, PART, PART + 1, 2 * PART + 17})
    void givesBackWhatItWasGiven(int size) throws IOException {
        var content = content(size);

        store().write(key, new ByteArrayInputStream(content));

        assertThat(read(key, 0, size)).isEqualTo(content);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 65_535, 99_990})
    void givesAStretchOfIt(int offset) throws IOException {
        var content = content(100_000);
        store().write(key, new ByteArrayInputStream(content));

        assertThat(read(key, offset, 10)).isEqualTo(Arrays.copyOfRange(content, offset, offset + 10));
    }

    @Test
    void canBeLeftBeforeTheEnd() throws IOException {
        store().write(key, new ByteArrayInputStream(content(3 * PART)));

        try (var file = store().read(key, 0, 3 * PART)) {
            assertThat(file.readNBytes(100)).hasSize(100);
        }

        assertThat(read(key, 100, 100)).hasSize(100);
    }

    @Test
    void knowsNothingOfAFileThatWasNeverWritten() {
        assertThatExceptionOfType(NoSuchFileException.class)
                .isThrownBy(() -> store().read(key, 0, 10).close());
    }

    @Test
    void putsANewFileInPlaceOfAnOldOne() throws IOException {
        store().write(key, new ByteArrayInputStream(content(1000)));
        store().write(key, new ByteArrayInputStream(new byte[] {1, 2, 3}));

        assertThat(read(key, 0, 3)).containsExactly(1, 2, 3);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1000, PART + 1000})
    void keepsNothingOfAFileThatBreaksOff(int after) {
        assertThatIOException().isThrownBy(() -> store().write(key, breakingOff(after)));

        assertThatExceptionOfType(NoSuchFileException.class)
                .isThrownBy(() -> store().read(key, 0, 1).close());
    }

    @Test
    void keepsTheOldFileWhereTheNewOneBreaksOff() throws IOException {
        var content = content(1000);
        store().write(key, new ByteArrayInputStream(content));

        assertThatIOException().isThrownBy(() -> store().write(key, breakingOff(PART + 1)));

        assertThat(read(key, 0, 1000)).isEqualTo(content);
    }

    @Test
    void forgetsWhatIsDeletedHoweverOften() throws IOException {
        store().write(key, new ByteArrayInputStream(content(10)));

        store().delete(key);

        assertThatCode(() -> store().delete(key)).doesNotThrowAnyException();
        assertThatExceptionOfType(NoSuchFileException.class)
                .isThrownBy(() -> store().read(key, 0, 10).close());
    }

    @Test
    void keepsFinishedFilesWhenUnfinishedOnesAreSwept() throws IOException {
        store().write(key, new ByteArrayInputStream(content(10)));

        store().sweepUnfinished(Instant.now().plusSeconds(60));

        assertThat(read(key, 0, 10)).hasSize(10);
    }

    byte[] read(String wanted, long offset, long length) throws IOException {
        try (var file = store().read(wanted, offset, length)) {
            return file.readAllBytes();
        }
    }

    static byte[] content(int size) {
        var content = new byte[size];
        new Random(size).nextBytes(content);
        return content;
    }

    static InputStream breakingOff(int after) {
        return new FilterInputStream(new ByteArrayInputStream(content(after))) {

            @Override
            public int read(byte[] buffer, int offset, int length) throws IOException {
                var count = super.read(buffer, offset, length);
                if (count < 0) {
                    throw new IOException("broken off");
                }
                return count;
            }
        };
    }
}
