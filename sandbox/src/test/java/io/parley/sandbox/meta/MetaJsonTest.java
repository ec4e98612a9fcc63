package io.parley.sandbox.meta;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MetaJsonTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "café 👍 https://x.io | caf\\u00e9 \\ud83d\\udc4d https:\\/\\/x.io",
                "ÿ中 | \\u00ff\\u4e2d",
                "tab\\tquote\\\" | tab\\\\tquote\\\\\\\"",
                "plain ASCII ~ | plain ASCII ~",
            })
    void escapesAsMetaDoes(String text, String escaped) {
        assertThat(written(text)).isEqualTo("{\"t\":\"" + escaped + "\"}");
    }

    @Test
    void escapesWhatDatabasesChokeOn() {
        assertThat(written("a\u0000b\ud800c\u001f")).isEqualTo("{\"t\":\"a\\u0000b\\ud800c\\u001f\"}");
    }

    @Test
    void writesNumbersAsTheyWereRead() {
        var read = MetaJson.readObject("{\"n\":9.50,\"big\":12345678901234567890}".getBytes(StandardCharsets.UTF_8));

        assertThat(new String(MetaJson.write(read.orElseThrow()), StandardCharsets.UTF_8))
                .isEqualTo("{\"n\":9.50,\"big\":12345678901234567890}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "[]", "\"x\"", "{", "{}{}", "null", "\u0000"})
    void readsNothingButOneObject(String body) {
        assertThat(MetaJson.readObject(body.getBytes(StandardCharsets.UTF_8))).isEmpty();
    }

    @Test
    void endsARequestWithoutAStack() {
        assertThatThrownBy(() -> {
                    throw new GraphException(GraphError.missing("to"));
                })
                .hasMessage("(#100) The parameter to is required.")
                .satisfies(thrown -> assertThat(thrown.getStackTrace()).isEmpty());
    }

    private static String written(String text) {
        return new String(MetaJson.write(MetaJson.object().put("t", text)), StandardCharsets.UTF_8);
    }
}
