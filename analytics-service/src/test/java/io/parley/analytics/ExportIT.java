package io.parley.analytics;

import static org.assertj.core.api.Assertions.assertThat;

import de.siegmar.fastcsv.reader.CsvReader;
import io.parley.contract.MessageStatus;
import io.parley.testkit.Api;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The figures as CSV. */
class ExportIT extends AnalyticsTest {

    final Chat chat = Chat.of(tenant.id(), 1);

    @Test
    void saysOfEachDayWhatTheOverviewSays() {
        clock.pin(clock.instant()); // the day must not end meanwhile
        var now = clock.instant();
        for (var place = 0; place < 20; place++) {
            var answer = chat.answered(place, tenant.user(), now.minusSeconds(40_000L * place));
            count(
                    chat.queued(answer),
                    chat.sent(answer),
                    chat.received(chat.said(100 + place, now.minusSeconds(50_000L * place))));
        }
        var days = overview("?days=14&tz=Asia/Kolkata").path("dailyActivity");

        var lines = lines(get("/api/analytics/export?days=14&tz=Asia/Kolkata"));

        assertThat(lines.getFirst()).containsExactly("date", "sent", "received", "delivered", "read", "failed");
        assertThat(lines.subList(1, lines.size()))
                .extracting(line -> line.subList(0, 3))
                .containsExactlyElementsOf(days.valueStream()
                        .map(day -> List.of(
                                day.path("date").asString(""),
                                day.path("sent").asString(""),
                                day.path("received").asString("")))
                        .toList());
        assertThat(days.valueStream().mapToInt(day -> day.path("sent").asInt(0)).sum())
                .isGreaterThan(15);
    }

    @ParameterizedTest
    @ValueSource(strings = {"=1+1", "+1", "-1", "@SUM(A1)", "\tx", "'x", "a,b", "a \"quoted\"\nname"})
    void writesNamesSoThatNoSpreadsheetRunsThem(String name) {
        var message = chat.template(1, name, tenant.user(), clock.instant());
        count(chat.queued(message), chat.sent(message), chat.moved(message, MessageStatus.SENT, MessageStatus.READ));

        var answer = get("/api/analytics/export?report=templates");

        var cell = lines(answer).get(1).getFirst();
        assertThat(cell).isEqualTo("=+-@\t'".indexOf(name.charAt(0)) >= 0 ? "'" + name : name);
        assertThat(lines(answer).get(1).subList(1, 6)).containsExactly("en", "1", "1", "1", "0");
    }

    @Test
    void tellsAgentsWithWhatTheyDid() {
        var answer = chat.answered(2, tenant.user(), clock.instant());
        count(chat.received(chat.said(1, clock.instant().minusSeconds(61))), chat.queued(answer), chat.sent(answer));

        var answered = get("/api/analytics/export?report=AGENTS");

        assertThat(answered.headers().firstValue("Content-Type")).contains("text/csv;charset=UTF-8");
        assertThat(answered.headers().firstValue("Content-Disposition"))
                .contains("attachment; filename=\"agents.csv\"");
        assertThat(lines(answered).get(1)).containsExactly(tenant.user().toString(), "", "1", "1", "61", "0", "");
        assertThat(answered.text()).endsWith("\r\n").doesNotContain("null");
    }

    private static List<List<String>> lines(Api.Answer answer) {
        assertThat(answer.status()).as(answer.toString()).isEqualTo(200);
        return CsvReader.builder().ofCsvRecord(answer.text()).stream()
                .map(line -> List.copyOf(line.getFields()))
                .toList();
    }
}
