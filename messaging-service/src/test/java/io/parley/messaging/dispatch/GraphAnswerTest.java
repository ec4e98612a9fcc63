package io.parley.messaging.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.contract.NumberStatus;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class GraphAnswerTest {

    @Test
    void takesTheWamidOfAnAcceptedMessage() {
        var outcome = answer(200, "{\"messages\":[{\"id\":\"wamid.X\"}]}");

        assertThat(outcome).isEqualTo(new SendOutcome.Accepted("wamid.X", List.of()));
    }

    @Test
    void takesAllNamesOfTheRecipient() {
        var outcome = answer(
                200,
                "{\"contacts\":[{\"input\":\"+5511987654321\",\"wa_id\":\"551187654321\",\"user_id\":\"BR.1\"}],"
                        + "\"messages\":[{\"id\":\"wamid.X\"}]}");

        assertThat(outcome)
                .isEqualTo(new SendOutcome.Accepted("wamid.X", List.of("551187654321", "BR.1", "+5511987654321")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{}", "<html>", "{\"messages\":[]}"})
    void isUnsureOfASuccessWithoutAWamid(String body) {
        assertThat(answer(200, body)).isInstanceOf(SendOutcome.Unknown.class);
    }

    @ParameterizedTest
    @ValueSource(ints = {4, 80007, 130429, 131056, 131057, 132069, 133015, 134101})
    void triesAgainOnlyWhatMetaRejectedBeforeProcessing(int code) {
        assertThat(answer(400, error(code))).isInstanceOf(SendOutcome.NotNow.class);
    }

    @ParameterizedTest
    @CsvSource({
        "0, TOKEN_REJECTED",
        "190, TOKEN_REJECTED",
        "3, TOKEN_REJECTED",
        "10, TOKEN_REJECTED",
        "200, TOKEN_REJECTED",
        "299, TOKEN_REJECTED",
        "131005, TOKEN_REJECTED",
        "33, HELD",
        "368, HELD",
        "131031, HELD",
        "131037, HELD",
        "131042, HELD",
        "131045, HELD",
        "131048, HELD",
        "131064, HELD",
        "133006, HELD",
        "133010, HELD",
        "133016, HELD",
        "134011, HELD"
    })
    void holdsTheNumberForWhatOnlyPeopleCanMend(int code, NumberStatus.State state) {
        assertThat(answer(401, error(code)))
                .isInstanceOfSatisfying(
                        SendOutcome.Held.class, held -> assertThat(held.state()).isEqualTo(state));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 131000, 131016, 133004})
    void isUnsureOfFailuresOfMetasServers(int code) {
        assertThat(answer(500, error(code))).isInstanceOf(SendOutcome.Unknown.class);
    }

    @ParameterizedTest
    @ValueSource(
            ints = {
                100, 130403, 130472, 130497, 131008, 131009, 131021, 131026, 131030, 131047, 131049, 131050, 131051,
                131053, 131062, 132000, 132001, 132005, 132007, 132012, 132015, 132016, 135000, 137000
            })
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
