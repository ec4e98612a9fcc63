package io.parley.analytics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.parley.contract.EventTypes;
import io.parley.contract.MessageStatus;
import io.parley.contract.Role;
import io.parley.contract.Topics;
import io.parley.contract.UserChanged;
import io.parley.kit.event.Event;
import io.parley.kit.id.Ids;
import io.parley.testkit.TestTenant;
import io.parley.testkit.Topic;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** From the topics to the figures. */
@SuppressWarnings("NullAway.Init")
class HearIT extends AnalyticsTest {

    @Autowired
    Topic.Reader topics;

    @Autowired
    Ids ids;

    final Chat chat = Chat.of(tenant.id(), 1);

    @Test
    void countsARedeliveredRecordOnce() {
        var question = chat.said(1, clock.instant());
        var answer = chat.answered(2, tenant.user(), clock.instant());

        for (var time = 0; time < 3; time++) {
            publish(chat.received(question), chat.queued(answer), chat.sent(answer));
            publish(chat.moved(answer, MessageStatus.SENT, MessageStatus.DELIVERED));
        }

        awaitDelivered(1);
        publish(chat.received(chat.said(3, clock.instant())));
        awaitMessages(3);
        assertThat(overview("").path("messagesByStatus").path("sent").asInt(0)).isEqualTo(1);
    }

    @Test
    void countsAStatusThatOvertookItsMessage() {
        var answer = chat.answered(1, tenant.user(), clock.instant());
        publish(chat.moved(answer, MessageStatus.SENT, MessageStatus.READ));
        await().atMost(SOON)
                .until(() -> database()
                                .sql("select count(*) from early_status where tenant_id = ?")
                                .param(tenant.id().value())
                                .query(Long.class)
                                .single()
                        == 1);
        assertThat(overview("").path("overview").path("totalMessages").asInt(-1))
                .isZero();

        publish(chat.queued(answer));

        awaitDelivered(1);
        assertThat(overview("").path("messagesByStatus").path("read").asInt(0)).isEqualTo(1);
    }

    @Test
    void parksWhatCannotBeReadAndCountsTheRest() {
        var poison = Event.of(
                        Topics.MESSAGE_RECEIVED,
                        EventTypes.MESSAGE_RECEIVED,
                        ids.next(),
                        tenant.id(),
                        UUID.randomUUID())
                .keyed(chat.id())
                .carrying("neither a message nor an object");
        publish(chat.received(chat.said(1, clock.instant())), poison, chat.received(chat.said(2, clock.instant())));

        awaitMessages(2);
        await().atMost(SOON)
                .untilAsserted(() -> assertThat(topics.read(Topics.deadLettersOf(Topics.MESSAGE_RECEIVED), tenant.id()))
                        .hasSize(1));
    }

    @Test
    void countsNothingOfMessagesWithoutPlaceInTime() {
        publish(
                chat.received(chat.said(1, clock.instant().minus(Duration.ofDays(3_650)))),
                chat.received(chat.said(2, clock.instant().plus(Duration.ofDays(3_650)))),
                chat.received(chat.said(3, clock.instant())));

        awaitMessages(1);
        assertThat(topics.read(Topics.deadLettersOf(Topics.MESSAGE_RECEIVED), tenant.id()))
                .isEmpty();
    }

    @Test
    void countsAHistoryThatIsHandedOver() {
        var old = chat.answered(1, null, clock.instant().minus(Duration.ofDays(100)));
        publish(chat.mirrored(old), chat.mirrored(old));

        await().atMost(SOON)
                .until(() -> overview("?days=365")
                                .path("overview")
                                .path("totalMessages")
                                .asInt(0)
                        == 1);
        assertThat(overview("").path("overview").path("totalMessages").asInt(-1))
                .isZero();
    }

    @Test
    void tellsAgentsByTheirNames() {
        var asked = clock.instant().minusSeconds(600).truncatedTo(ChronoUnit.SECONDS);
        var answer = chat.answered(2, tenant.user(), asked.plusSeconds(90));
        var user = new UserChanged(tenant.user(), tenant.id(), "Grace", Role.AGENT, true);
        publish(
                Event.of(Topics.USER_CHANGED, EventTypes.USER_CHANGED, ids.next(), tenant.id(), tenant.user())
                        .carrying(user),
                chat.received(chat.said(1, asked)),
                chat.queued(answer),
                chat.sent(answer),
                chat.closed(1, tenant.user(), asked.plusSeconds(300)));

        await().atMost(SOON).untilAsserted(() -> {
            var agent = get("/api/analytics/agents").data().path("agents").path(0);
            assertThat(agent.path("name").asString("")).isEqualTo("Grace");
            assertThat(agent.path("sent").asInt(0)).isEqualTo(1);
            assertThat(agent.path("firstResponses").asInt(0)).isEqualTo(1);
            assertThat(agent.path("averageFirstResponseSeconds").asInt(0)).isEqualTo(90);
            assertThat(agent.path("resolutions").asInt(0)).isEqualTo(1);
            assertThat(agent.path("averageResolutionSeconds").asInt(0)).isEqualTo(300);
        });
    }

    @Test
    void keepsTenantsApart() {
        var other = TestTenant.create();
        publish(chat.received(chat.said(1, clock.instant())));

        awaitMessages(1);

        assertThat(api.as(other, Role.OWNER)
                        .get("/api/analytics/overview")
                        .data()
                        .path("overview")
                        .path("totalMessages")
                        .asInt(-1))
                .isZero();
    }

    private void awaitMessages(int number) {
        await().atMost(SOON)
                .untilAsserted(() -> assertThat(overview("")
                                .path("overview")
                                .path("totalMessages")
                                .asInt(0))
                        .isEqualTo(number));
    }

    private void awaitDelivered(int number) {
        await().atMost(SOON)
                .untilAsserted(() -> assertThat(overview("")
                                .path("messagesByStatus")
                                .path("delivered")
                                .asInt(0))
                        .isEqualTo(number));
    }
}
