package io.parley.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class OwnSessionIT {

    @Test
    void isLedByTheCommandItself() throws Exception {
        var process = new ProcessBuilder(OwnSession.of(List.of("sh", "-c", "ps -o sid= -p $$"))).start();

        var session = new String(process.getInputStream().readAllBytes()).strip();

        assertThat(process.waitFor()).isZero();
        assertThat(session).isEqualTo("" + process.pid());
    }
}
