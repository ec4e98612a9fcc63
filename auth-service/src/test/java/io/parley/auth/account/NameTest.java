package io.parley.auth.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NameTest {

    @Test
    void dropsTheSpaceAroundIt() {
        assertThat(Name.of("  Zoë Müller 😀 ").value()).isEqualTo("Zoë Müller 😀");
    }

    @Test
    void countsCharactersNotCodeUnits() {
        assertThat(Name.of("😀".repeat(200)).value()).hasSize(400);
        assertThatIllegalArgumentException().isThrownBy(() -> Name.of("😀".repeat(201)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "  ", "a\u0000b", "a\nb", "a\u2028b", "a\ud800"})
    void refusesWhatCannotBeShownOnOneLine(String text) {
        assertThatIllegalArgumentException().isThrownBy(() -> Name.of(text));
    }
}
