package io.parley.auth.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GraphAnswerTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "500 | {}",
                "503 | {\"error\":{\"code\":190}}",
                "429 | {}",
                "302 | {}",
                "400 | <html>",
                "400 | {}",
                "200 | <html>",
                "400 | {\"error\":{\"code\":4,\"message\":\"Application request limit reached\"}}",
                "400 | {\"error\":{\"code\":80007,\"message\":\"Rate limit issues\"}}",
                "400 | {\"error\":{\"code\":100,\"is_transient\":true}}"
            })
    void saysNothingOfTheCredentials(int status, String body) {
        assertThatExceptionOfType(GraphUnreachable.class).isThrownBy(() -> answer(status, body));
    }

    @Test
    void repeatsMetasReason() throws IOException {
        var refused = answer(400, """
                {"error":{"message":"(#131009) Parameter value is not valid","code":131009,
                  "error_data":{"details":"No such number"}}}""");

        assertThat(refused)
                .isEqualTo(new GraphAnswer.Refused(
                        "(#131009) Parameter value is not valid: No such number (code 131009)"));
    }

    @Test
    void takesAnErrorForOneWhateverTheStatus() throws IOException {
        assertThat(answer(200, "{\"error\":{\"code\":190,\"message\":\"no\"}}"))
                .isEqualTo(new GraphAnswer.Refused("no (code 190)"));
    }

    @Test
    void givesWhatWasFound() throws IOException {
        assertThat(answer(200, "{\"id\":\"1\"}"))
                .isInstanceOfSatisfying(
                        GraphAnswer.Found.class,
                        found -> assertThat(found.body().path("id").asString()).isEqualTo("1"));
    }

    private static GraphAnswer answer(int status, String body) throws IOException {
        return GraphAnswer.of(status, new ByteArrayInputStream(body.getBytes(StandardCharsets.UTF_8)));
    }
}
