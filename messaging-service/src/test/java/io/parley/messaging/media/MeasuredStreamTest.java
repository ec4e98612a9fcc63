package io.parley.messaging.media;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class MeasuredStreamTest {

    @Test
    void measuresWhatPasses() throws IOException {
        var stream = new MeasuredStream(new ByteArrayInputStream("abc".getBytes(StandardCharsets.US_ASCII)), 3);

        assertThat(stream.readAllBytes()).hasSize(3);
        assertThat(stream.size()).isEqualTo(3);
        assertThat(stream.sha256()).isEqualTo("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    }

    @Test
    void endsWhatIsTooLarge() {
        var stream = new MeasuredStream(new ByteArrayInputStream(new byte[4]), 3);

        assertThatExceptionOfType(MeasuredStream.TooLarge.class).isThrownBy(stream::readAllBytes);
    }

    @Test
    void saysThatItsSourceBroke() {
        var source = new InputStream() {
            @Override
            public int read() throws IOException {
                throw new IOException("reset");
            }
        };

        assertThatExceptionOfType(MeasuredStream.BrokenOff.class)
                .isThrownBy(() -> new MeasuredStream(source, 3).readAllBytes());
    }
}
