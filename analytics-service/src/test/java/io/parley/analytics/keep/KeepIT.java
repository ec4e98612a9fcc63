package io.parley.analytics.keep;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.analytics.fact.CountFacts;
import io.parley.analytics.fact.MessageFact;
import io.parley.analytics.fact.Progress;
import io.parley.analytics.fact.Told;
import io.parley.contract.Role;
import io.parley.testkit.Api;
import io.parley.testkit.Infrastructure;
import io.parley.testkit.ServiceTest;
import io.parley.testkit.TestClock;
import io.parley.testkit.TestTenant;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Months are made before they come and dropped with all that was counted of them. */
@ServiceTest
@SuppressWarnings("NullAway.Init")
class KeepIT {

    private static final List<String> COUNTERS =
            List.of("message_fact", "message_bucket", "agent_bucket", "closing", "thread");

    @Autowired
    KeepMonths keepMonths;

    @Autowired
    CountFacts countFacts;

    @Autowired
    TestClock clock;

    @Autowired
    Api api;

    final TestTenant tenant = TestTenant.create();
    final JdbcClient database = Infrastructure.shared().operator("analytics");

    @AfterEach
    void returnToTheseDays() {
        clock.reset();
        keepMonths.keep();
    }

    @Test
    void makesTheMonthsOfTheSettings() {
        keepMonths.keep();

        var thisMonth = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC).withDayOfMonth(1);
        assertThat(day("first")).isEqualTo(thisMonth.minusMonths(14).toString());
        assertThat(day("past_last"))
                .isGreaterThanOrEqualTo(thisMonth.plusMonths(3).toString());
    }

    @Test
    void dropsWhatIsOlderThanTheSettingsAsIfItHadNeverBeen() {
        var now = clock.instant();
        var old = UUID.randomUUID();
        var young = UUID.randomUUID();
        countFacts.count(List.of(
                message(old, UUID.randomUUID(), now.minus(Duration.ofDays(200))),
                closing(old, now.minus(Duration.ofDays(199))),
                message(young, UUID.randomUUID(), now),
                closing(young, now.plusSeconds(1))));
        for (var table : COUNTERS) {
            assertThat(rows(table)).as(table).isGreaterThanOrEqualTo(2);
        }

        clock.pin(now.plus(Duration.ofDays(300)));
        keepMonths.keep();

        for (var table : COUNTERS) {
            assertThat(rows(table)).as(table).isOne();
        }
        assertThat(overview()).isOne();

        // told again, it stays away
        countFacts.count(List.of(message(old, UUID.randomUUID(), now.minus(Duration.ofDays(200)))));
        assertThat(rows("message_fact")).isOne();
        assertThat(rows("message_bucket")).isOne();
    }

    @Test
    void letsStatusesGoThatWaitInVain() {
        countFacts.count(
                List.of(new Told.Status(tenant.id(), UUID.randomUUID(), UUID.randomUUID(), Progress.DELIVERED, true)));
        keepMonths.keep();
        assertThat(rows("early_status")).isOne();

        clock.pin(clock.instant().plus(Duration.ofDays(46)));
        keepMonths.keep();

        assertThat(rows("early_status")).isZero();
    }

    private Told message(UUID conversation, UUID id, Instant at) {
        return new Told.Message(
                tenant.id(),
                new MessageFact(
                        tenant.id(),
                        id,
                        conversation,
                        at.truncatedTo(ChronoUnit.MICROS),
                        MessageFact.Kind.ASKS,
                        Progress.DELIVERED,
                        false,
                        null,
                        null,
                        null));
    }

    private Told closing(UUID conversation, Instant at) {
        return new Told.Closing(tenant.id(), conversation, 1, at.truncatedTo(ChronoUnit.MICROS), tenant.user());
    }

    private String day(String end) {
        return database.sql("select to_char(" + end + " at time zone 'UTC', 'YYYY-MM-DD') from fact_range()")
                .query(String.class)
                .single();
    }

    private long overview() {
        return api.as(tenant, Role.AGENT)
                .get("/api/analytics/overview?days=365")
                .data()
                .path("overview")
                .path("totalMessages")
                .asLong(-1);
    }

    private long rows(String table) {
        return database.sql("select count(*) from " + table + " where tenant_id = ?")
                .param(tenant.id().value())
                .query(Long.class)
                .single();
    }
}
