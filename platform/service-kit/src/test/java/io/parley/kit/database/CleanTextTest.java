package io.parley.kit.database;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.kit.json.Json;
import org.junit.jupiter.api.Test;

class CleanTextTest {

    @Test
    void leavesGoodTextAlone() {
        var text = "caf\u00e9 \ud83d\udc4d \u0645\u0631\u062d\u0628\u0627";

        assertThat(CleanText.of(text)).isSameAs(text);
    }

    @Test
    void replacesWhatPostgresqlCannotStore() {
        assertThat(CleanText.of("a\u0000b\ud83dc\udc4dd\ud83d")).isEqualTo("a\uFFFDb\uFFFDc\uFFFDd\uFFFD");
    }

    @Test
    void reachesEveryTextAndNameOfATree() {
        var tree = Json.events().readTree("{\"a\\u0000\":[\"x\\u0000\",{\"b\":\"\\ud800\"}],\"n\":1}");

        assertThat(CleanText.of(tree).toString()).isEqualTo("{\"a\uFFFD\":[\"x\uFFFD\",{\"b\":\"\uFFFD\"}],\"n\":1}");
    }
}
