package io.parley.kit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Objects;
import org.junit.jupiter.api.Test;

class SettingRejectedTest {

    @Test
    void tellsTheOperatorWhatToDo() {
        var failure = new RuntimeException(new SettingRejected("JWT_SECRET", "none", "at least 32 characters"));

        var analysis = Objects.requireNonNull(new SettingRejectedAnalyzer().analyze(failure));

        assertThat(analysis.getDescription()).isEqualTo("JWT_SECRET: none (expected: at least 32 characters)");
        assertThat(analysis.getAction()).isNotEmpty();
    }
}
