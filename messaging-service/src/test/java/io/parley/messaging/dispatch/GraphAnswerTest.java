package io.parley.messaging.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GraphAnswerTest {

    @Test
    void takesTheWamidOfAnAcceptedMessage() {
        var outcome = answer(200, "{\"messages\":[{\"id\":\"wamid.X\"}]}");

        assertThat(outcome).isEqualTo(new SendOutcome.Accepted("wamid.X"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{}", "<html>", "{\"messages\":[]}"})
    void isUnsureOfASuccessWithoutAWamid(String body) {
        assertThat(answer(200, body)).isInstanceOf(SendOutcome.Unknown.class);
    }

    @ParameterizedTest
    @ValueSource(ints = {4, 80007, 130429, 131056, 190})
    void triesAgainOnlyWhatMetaRejectedBeforeProcessing(int code) {
        assertThat(answer(400, error(code))).isInstanceOf(SendOutcome.NotNow.class);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 131000, 131016, 133004})
    void isUnsureOfFailuresOfMetasServers(int code) {
        assertThat(answer(500, error(code))).isInstanceOf(SendOutcome.Unknown.class);
    }

    @ParameterizedTest
    @ValueSource(ints = {100, 131008, 131026, 131047, 132001})
    void failsWhatMetaWouldRefuseAgain(int code) {
        assertThat(answer(400, error(code)))
                .isInstanceOfSatisfying(
                        SendOutcome.Refused.class,
                        refused -> assertThat(refused.error().code()).isEqualTo(Integer.toString(code)));
    }

    @Test
    void isUnsureOfServerErrorsWithoutACode() {
        assertThat(answer(502, "<html>bad gateway</html>")).isInstanceOf(SendOutcome.Unknown.class);
        assertThat(answer(429, "<html>slow down</html>")).isInstanceOf(SendOutcome.NotNow.class);
        assertThat(answer(404, "<html>no</html>")).isInstanceOf(SendOutcome.Refused.class);
    }

    private static SendOutcome answer(int status, String body) {
        return GraphAnswer.of(status, body.getBytes(StandardCharsets.UTF_8));
    }

    private static String error(int code) {
        return "{\"error\":{\"message\":\"(#%d) said\",\"code\":%d}}".formatted(code, code);
    }
}
