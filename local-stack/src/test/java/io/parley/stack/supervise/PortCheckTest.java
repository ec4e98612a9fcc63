package io.parley.stack.supervise;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.parley.embedded.FreePort;
import io.parley.stack.home.StackException;
import java.net.InetAddress;
import java.net.ServerSocket;
import org.junit.jupiter.api.Test;

class PortCheckTest {

    @Test
    void namesTheTakenPortItsUserAndTheWayOut() throws Exception {
        try (var taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            var port = taken.getLocalPort();

            assertThatExceptionOfType(StackException.class)
                    .isThrownBy(() -> PortCheck.requireFree("gateway", port, "127.0.0.1", 3000))
                    .withMessageContaining("Port " + port + " (gateway) is taken")
                    .withMessageContaining("--port 4000")
                    .withMessageNotContaining("\n");
        }
    }

    @Test
    void seesWhoListensOnAllAddresses() throws Exception {
        try (var taken = new ServerSocket(0)) {
            assertThatExceptionOfType(StackException.class)
                    .isThrownBy(() -> PortCheck.requireFree("gateway", taken.getLocalPort(), "127.0.0.1", 3000));
        }
    }

    @Test
    void letsAFreePortPass() {
        assertThatCode(() -> PortCheck.requireFree("gateway", FreePort.any(), "127.0.0.1", 3000))
                .doesNotThrowAnyException();
    }

    @Test
    void refusesAnAddressThatIsNone() {
        assertThatExceptionOfType(StackException.class)
                .isThrownBy(() -> PortCheck.requireFree("gateway", 3000, "no.such.host.invalid", 3000))
                .withMessageContaining("--bind no.such.host.invalid");
    }
}
