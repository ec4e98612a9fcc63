package io.parley.tracing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TracingPropertiesTest {

    @Test
    void areOffWithoutACollector() {
        assertThat(new TracingProperties("", "", 0.1).isOn()).isFalse();
        assertThat(new TracingProperties(" ", "", 0.1).isOn()).isFalse();
        assertThat(new TracingProperties("http://collector:4318/", "", 0.1)).satisfies(on -> {
            assertThat(on.isOn()).isTrue();
            assertThat(on.endpoint()).isEqualTo("http://collector:4318");
        });
    }

    @Test
    void readHeadersAndPrintNone() {
        var properties = new TracingProperties("https://c", "Authorization=Basic%20c2VjcmV0+==, x-scope=a,nonsense", 1);

        assertThat(properties.headersByName())
                .hasSize(2)
                .containsEntry("Authorization", "Basic c2VjcmV0+==")
                .containsEntry("x-scope", "a");
        assertThat(properties.toString()).doesNotContain("c2VjcmV0");
    }

    @ParameterizedTest
    @ValueSource(doubles = {-0.1, 1.1, Double.NaN})
    void refuseARatioThatIsNone(double ratio) {
        assertThatThrownBy(() -> new TracingProperties("", "", ratio))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("parley.tracing.ratio");
    }

    @Test
    void refuseACollectorThatIsNoUrl() {
        assertThatThrownBy(() -> new TracingProperties("collector:4318", "", 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("parley.tracing.endpoint");
    }
}
