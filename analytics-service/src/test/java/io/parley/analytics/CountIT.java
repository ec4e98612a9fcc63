package io.parley.analytics;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.kit.event.Event;
import io.parley.kit.tenant.TenantContext;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionOperations;
import tools.jackson.databind.JsonNode;

/** Whatever happened and in whatever order it is told, the counters equal a recount. */
@SuppressWarnings("NullAway.Init")
class CountIT extends AnalyticsTest {

    private static final Duration SPAN = Duration.ofDays(50);
    private static final List<String> ZONES =
            List.of("UTC", "Europe/Berlin", "Asia/Kathmandu", "Pacific/Chatham", "America/St_Johns");

    @Autowired
    JdbcClient jdbc;

    @Autowired
    TransactionOperations transaction;

    @BeforeEach
    void pinTheClock() {
        clock.pin(clock.instant().truncatedTo(ChronoUnit.SECONDS));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12})
    void equalsARecountAfterAnyDisorder(long seed) {
        var random = new Random(seed);
        var history = History.of(tenant.id(), clock.instant(), SPAN, seed);

        countInBatches(history.disorder(random), random);

        assertThatFiguresAre(history.recount(clock.instant()));
        assertThatRecountingChangesNothing();
    }

    @ParameterizedTest
    @ValueSource(longs = {21, 22, 23})
    void equalsARecountAfterEveryBatchAndAfterReplays(long seed) {
        var random = new Random(seed);
        var history = History.of(tenant.id(), clock.instant(), SPAN, seed);
        for (var batch : batches(history.disorder(random), random)) {
            count(batch);
            assertThatRecountingChangesNothing();
        }
        var before = counters();

        countInBatches(history.disorder(random), random);
        count(history.events());

        assertThat(counters()).isEqualTo(before);
        assertThatFiguresAre(history.recount(clock.instant()));
    }

    @ParameterizedTest
    @ValueSource(longs = {31, 32, 33})
    void equalsARecountWhereEverythingHappensWithinMinutes(long seed) {
        var random = new Random(seed);
        var history = History.of(tenant.id(), clock.instant(), Duration.ofMinutes(3), seed);

        countInBatches(history.disorder(random), random);

        assertThatFiguresAre(history.recount(clock.instant()));
        assertThatRecountingChangesNothing();
    }

    /** Several threads count at a time, as consumers of several partitions and instances do. */
    private void countInBatches(List<Event> events, Random random) {
        try (var threads = Executors.newFixedThreadPool(3)) {
            batches(events, random).stream()
                    .map(batch -> CompletableFuture.runAsync(() -> count(batch), threads))
                    .toList()
                    .forEach(CompletableFuture::join);
        }
    }

    private static List<List<Event>> batches(List<Event> events, Random random) {
        var batches = new ArrayList<List<Event>>();
        for (var from = 0; from < events.size(); ) {
            var to = Math.min(events.size(), from + 1 + random.nextInt(60));
            batches.add(events.subList(from, to));
            from = to;
        }
        return batches;
    }

    private void assertThatFiguresAre(Recount recount) {
        for (var days : List.of(1, 7, 30, 365)) {
            for (var zone : ZONES) {
                assertThat(shown(overview("?days=" + days + "&tz=" + zone)))
                        .as(days + " days in " + zone)
                        .isEqualTo(recount.overview(days, zone));
            }
        }
        assertThat(agents()).isEqualTo(recount.agents());
        assertThat(templates()).isEqualTo(recount.templates());
    }

    private void assertThatRecountingChangesNothing() {
        var before = counters();
        TenantContext.run(
                tenant.id(),
                () -> transaction.executeWithoutResult(status -> jdbc.sql("select recount(?)")
                        .param(tenant.id().value())
                        .query((row, number) -> true)
                        .list()));
        assertThat(counters()).isEqualTo(before);
    }

    private static Map<String, Object> shown(JsonNode data) {
        var totals = data.path("overview");
        var byStatus = data.path("messagesByStatus");
        return Map.of(
                "totals",
                numbers(totals, "totalMessages", "totalConversations", "sentToday", "sentThisWeek", "sentThisMonth"),
                "rate",
                totals.path("deliveryRate").doubleValue(),
                "byStatus",
                numbers(byStatus, "sent", "delivered", "read", "failed"),
                "activity",
                data.path("dailyActivity")
                        .valueStream()
                        .map(day -> day.path("date").stringValue() + " "
                                + day.path("sent").longValue() + " "
                                + day.path("received").longValue())
                        .toList());
    }

    private Map<String, List<Long>> agents() {
        var figures = new TreeMap<String, List<Long>>();
        for (var one : get("/api/analytics/agents?days=365").data().path("agents")) {
            figures.put(
                    one.path("id").stringValue(),
                    numbers(
                            one,
                            "sent",
                            "firstResponses",
                            "averageFirstResponseSeconds",
                            "resolutions",
                            "averageResolutionSeconds"));
        }
        return figures;
    }

    private Map<String, List<Long>> templates() {
        var figures = new TreeMap<String, List<Long>>();
        for (var one : get("/api/analytics/templates?days=365").data().path("templates")) {
            figures.put(one.path("name").stringValue(), numbers(one, "sent", "delivered", "read", "failed"));
        }
        return figures;
    }

    private static List<Long> numbers(JsonNode node, String... names) {
        return List.of(names).stream().map(name -> node.path(name).asLong(0)).toList();
    }
}
