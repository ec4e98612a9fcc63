package io.parley.kit.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

class JsonTest {

    record Thing(String name, int count, Colour colour) {}

    enum Colour {
        RED
    }

    final JsonMapper strict = strictMapper();

    @Test
    void writesTimesWithMilliseconds() {
        assertThat(Json.events().writeValueAsString(Instant.parse("2026-01-05T12:00:00Z")))
                .isEqualTo("\"2026-01-05T12:00:00.000Z\"");
        assertThat(Json.events().readValue("\"2026-01-05T12:00:00.123Z\"", Instant.class))
                .isEqualTo(Instant.parse("2026-01-05T12:00:00.123Z"));
    }

    @Test
    void readsEnumsInAnyCaseFromUsers() {
        assertThat(strict.readValue("{\"name\":\"a\",\"count\":1,\"colour\":\"red\"}", Thing.class))
                .isEqualTo(new Thing("a", 1, Colour.RED));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"name\":\"a\",\"count\":1,\"colour\":\"RED\",\"extra\":1}",
                "{\"name\":7,\"count\":1,\"colour\":\"RED\"}",
                "{\"name\":\"a\",\"count\":\"1\",\"colour\":\"RED\"}",
                "{\"name\":\"a\",\"count\":1.5,\"colour\":\"RED\"}",
                "{\"name\":\"a\",\"count\":null,\"colour\":\"RED\"}",
                "{\"name\":\"a\",\"count\":1,\"colour\":0}",
                "{\"name\":\"a\",\"count\":1,\"colour\":\"RED\"} trailing",
            })
    void isStrictWithUsers(String json) {
        assertThatThrownBy(() -> strict.readValue(json, Thing.class)).isInstanceOf(JacksonException.class);
    }

    @Test
    void ignoresFieldsThatAWriterHasAdded() {
        assertThat(Json.events().readValue("{\"name\":\"a\",\"count\":1,\"colour\":\"RED\",\"extra\":1}", Thing.class))
                .isEqualTo(new Thing("a", 1, Colour.RED));
    }

    @Test
    void refusesToClimbDownForEver() {
        assertThatThrownBy(() -> Json.events().readTree("[".repeat(10_000))).isInstanceOf(JacksonException.class);
    }

    private static JsonMapper strictMapper() {
        var builder = JsonMapper.builder();
        Json.makeStrict(builder);
        return builder.build();
    }
}
