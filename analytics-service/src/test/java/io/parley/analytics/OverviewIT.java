package io.parley.analytics;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.contract.MessageStatus;
import io.parley.contract.Role;
import io.parley.kit.event.Event;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/** What the overview shows, to the field. */
class OverviewIT extends AnalyticsTest {

    final Chat chat = Chat.of(tenant.id(), 1);

    @Test
    void hasTheFieldsThatArePromisedAndNoOthers() {
        var data = overview("?days=7");

        assertThat(fields(data)).containsExactly("overview", "messagesByStatus", "dailyActivity");
        assertThat(fields(data.path("overview")))
                .containsExactly(
                        "totalMessages",
                        "totalConversations",
                        "deliveryRate",
                        "sentToday",
                        "sentThisWeek",
                        "sentThisMonth");
        assertThat(fields(data.path("messagesByStatus"))).containsExactly("sent", "delivered", "read", "failed");
        assertThat(data.path("dailyActivity").size()).isEqualTo(7);
        assertThat(fields(data.path("dailyActivity").path(0))).containsExactly("date", "sent", "received");
        assertThat(overview("").path("dailyActivity").size()).isEqualTo(30);
        assertThat(data.path("overview").path("deliveryRate").asDouble(-1)).isZero();
    }

    @Test
    void countsARefusedMessageAsFailedOnly() {
        clock.pin(clock.instant()); // the day must not end meanwhile
        var events = new ArrayList<Event>();
        var at = clock.instant();
        for (var place = 0; place < 7; place++) {
            var message = chat.answered(place, tenant.user(), at);
            events.add(chat.queued(message));
            events.add(chat.sent(message));
            events.add(chat.moved(
                    message, MessageStatus.SENT, place == 0 ? MessageStatus.FAILED : MessageStatus.DELIVERED));
        }
        events.add(chat.queued(chat.answered(9, tenant.user(), at)));
        count(events);

        var data = overview("");

        assertThat(data.path("overview").path("totalMessages").asInt(0)).isEqualTo(8);
        assertThat(data.path("overview").path("totalConversations").asInt(0)).isEqualTo(1);
        assertThat(data.path("overview").path("deliveryRate").asDouble(0)).isEqualTo(85.7);
        assertThat(data.path("overview").path("sentToday").asInt(0)).isEqualTo(7);
        assertThat(data.path("messagesByStatus").path("sent").asInt(0)).isEqualTo(6);
        assertThat(data.path("messagesByStatus").path("failed").asInt(0)).isEqualTo(1);
    }

    /** A day of which the clocks take an hour, one to which they give one, and zones at half and quarter hours. */
    @ParameterizedTest
    @CsvSource({
        "2026-03-29T20:00:00Z, Europe/Berlin, 2026-03-28T22:59:59Z, 2026-03-28",
        "2026-03-29T20:00:00Z, Europe/Berlin, 2026-03-28T23:00:00Z, 2026-03-29",
        "2026-03-30T20:00:00Z, Europe/Berlin, 2026-03-29T21:59:59Z, 2026-03-29",
        "2026-03-30T20:00:00Z, Europe/Berlin, 2026-03-29T22:00:00Z, 2026-03-30",
        "2026-10-25T22:30:00Z, Europe/Berlin, 2026-10-24T22:00:00Z, 2026-10-25",
        "2026-10-25T22:30:00Z, Europe/Berlin, 2026-10-25T22:59:59Z, 2026-10-25",
        "2026-06-02T08:00:00Z, Asia/Kolkata, 2026-06-01T18:29:59Z, 2026-06-01",
        "2026-06-02T08:00:00Z, Asia/Kolkata, 2026-06-01T18:30:00Z, 2026-06-02",
        "2026-06-02T08:00:00Z, Asia/Kathmandu, 2026-06-01T18:15:00Z, 2026-06-02",
        "2026-06-02T08:00:00Z, Asia/Kathmandu, 2026-06-01T18:14:59Z, 2026-06-01",
        "2026-06-02T08:00:00Z, Pacific/Chatham, 2026-06-01T11:15:00Z, 2026-06-02",
        "2026-06-02T08:00:00Z, -03:30, 2026-06-02T03:29:59Z, 2026-06-01"
    })
    void knowsWhichDayAMessageFallsOn(String now, String zone, String at, String day) {
        clock.pin(Instant.parse(now));
        makeMonths();
        count(chat.received(chat.said(1, Instant.parse(at))));

        var activity = overview("?days=3&tz=" + zone)
                .path("dailyActivity")
                .valueStream()
                .toList();

        assertThat(activity.stream().filter(one -> one.path("received").asInt(0) == 1))
                .extracting(one -> one.path("date").asString(""))
                .containsExactly(day);
    }

    @Test
    void countsTheWeekFromMondayAndTheMonthFromItsFirst() {
        clock.pin(Instant.parse("2026-07-03T12:00:00Z")); // a Friday
        makeMonths();
        var days = List.of("2026-06-28", "2026-06-29", "2026-06-30", "2026-07-01", "2026-07-02", "2026-07-03");
        for (var place = 0; place < days.size(); place++) {
            var message = chat.answered(place, tenant.user(), Instant.parse(days.get(place) + "T10:00:00Z"));
            count(chat.queued(message), chat.sent(message));
        }

        var totals = overview("?days=1").path("overview");

        assertThat(totals.path("totalMessages").asInt(0)).isEqualTo(1);
        assertThat(totals.path("sentToday").asInt(0)).isEqualTo(1);
        assertThat(totals.path("sentThisWeek").asInt(0)).isEqualTo(5);
        assertThat(totals.path("sentThisMonth").asInt(0)).isEqualTo(3);
    }

    @ParameterizedTest
    @CsvSource({
        "/overview?days=0, days",
        "/overview?days=366, days",
        "/overview?days=x, days",
        "/agents?days=-1, days",
        "/templates?days=1e3, days",
        "/export?days=400, days",
        "/overview?tz=Mars/Olympus, tz",
        "/agents?tz=nowhere, tz",
        "/export?tz=%2B05:37, tz",
        "/export?report=secrets, report"
    })
    void namesTheFieldThatIsWrong(String path, String field) {
        var answer = get("/api/analytics" + path);

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.json().path("errors").path(0).path("field").asString(""))
                .isEqualTo(field);
    }

    @Test
    void isReadByAgentsAndByNobodyWithoutAToken() {
        for (var path : List.of("/overview", "/agents", "/templates", "/export")) {
            assertThat(api.as(tenant, Role.AGENT).get("/api/analytics" + path).status())
                    .isEqualTo(200);
            assertThat(api.get("/api/analytics" + path).status()).isEqualTo(401);
        }
        assertThat(api.as(tenant, Role.OWNER)
                        .post("/api/analytics/overview", "{}")
                        .status())
                .isEqualTo(405);
    }

    /** There is room for the days of these tests, whenever they run. */
    private static void makeMonths() {
        database()
                .sql("select make_fact_months('2026-01-01', '2026-12-01')")
                .query(Integer.class)
                .single();
    }

    private static List<String> fields(JsonNode node) {
        return List.copyOf(node.propertyNames());
    }
}
