package io.parley.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class PlacementTest {

    @Test
    void standsOnAnAbsolutePathWhateverWasGiven() {
        assertThat(Placement.durable(Path.of("a/../b"), 1).directory())
                .isEqualTo(Path.of("b").toAbsolutePath());
    }

    @Test
    void refusesAPortThatCannotBe() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Placement.durable(Path.of("data"), 65536))
                .withMessageContaining("port: 65536");
    }

    @Test
    void givesEachEphemeralServerADirectoryOfItsOwn() {
        assertThat(Placement.ephemeral().directory())
                .isNotEqualTo(Placement.ephemeral().directory());
    }
}
