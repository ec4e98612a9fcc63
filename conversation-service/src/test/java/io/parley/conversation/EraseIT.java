package io.parley.conversation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.parley.contract.CustomerProfile;
import io.parley.contract.ErasureCompleted;
import io.parley.contract.ErasureRequested;
import io.parley.contract.EventTypes;
import io.parley.contract.MessageEvent;
import io.parley.contract.MessageStatus;
import io.parley.contract.Topics;
import io.parley.kit.event.Event;
import io.parley.kit.event.Records;
import io.parley.kit.id.Ids;
import io.parley.kit.tenant.TenantContext;
import io.parley.testkit.Scan;
import io.parley.testkit.TestTenant;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionOperations;

@SuppressWarnings("NullAway.Init")
class EraseIT extends ConversationTest {

    static final Instant ERASED_AT = Talk.NOON.plusSeconds(3600);

    @Autowired
    JdbcClient jdbc;

    @Autowired
    TransactionOperations transaction;

    final TestTenant tenant = TestTenant.create();
    final Talk talk = Talk.with(tenant.id(), "+447700900123", "Canary Ada");
    final Talk other = Talk.with(tenant.id(), "+447700900999", "Bob");

    @Test
    void deletesTheThreadWithEverythingInIt() {
        begin(talk);
        begin(other);
        as(tenant).post("/api/conversations/" + talk.id() + "/notes", Map.of("text", "canary note"));
        as(tenant).patch("/api/conversations/" + talk.id(), Map.of("tags", List.of("canary")));
        publish(talk.queued(talk.answered("canary answer", Talk.NOON.plusSeconds(10))));
        await().atMost(SOON).until(() -> get(tenant, talk).path("messages").size() >= 3);

        var answer = erase(request(List.of(talk.customer())));

        assertThat(answer.service()).isEqualTo("conversation-service");
        assertThat(answer.counts())
                .containsEntry("conversations", 1L)
                .containsEntry("recentMessages", 2L)
                .containsEntry("notes", 1L);
        assertThat(as(tenant).get("/api/conversations/" + talk.id()).status()).isEqualTo(404);
        assertThat(list(tenant, "")).hasSize(1);
        assertThat(list(tenant, "?search=Canary")).isEmpty();
        assertThat(found("canary", "447700900123")).isEmpty();
        assertThat(found("Bob")).isNotEmpty();
    }

    @Test
    void countsAsARecountWould() {
        begin(talk);
        begin(other);
        as(tenant).patch("/api/conversations/" + talk.id(), Map.of("tags", List.of("vip")));
        assertThat(total(tenant, "&tag=vip")).isEqualTo(1);

        erase(request(List.of(talk.customer())));

        assertThat(total(tenant, "")).isEqualTo(1);
        assertThat(total(tenant, "&status=OPEN")).isEqualTo(1);
        assertThat(total(tenant, "&unread=true")).isEqualTo(1);
        assertThat(total(tenant, "&tag=vip")).isZero();
        var differences = within("""
                with counted as (
                  select p.facet, p.width, p.bucket, count(*) as n
                  from conversation c, inbox_places(c.status, c.assigned_to, c.unread_count, c.last_message_at, c.tags) p
                  where c.tenant_id = ? group by 1, 2, 3),
                kept as (select facet, width, bucket, n from inbox_count where tenant_id = ?)
                select count(*) from ((table counted except table kept) union all (table kept except table counted)) d""");
        assertThat(differences).isZero();
    }

    @Test
    void findsAThreadByItsAddressAloneWhereTheCustomerNeverWrote() {
        publish(talk.queued(talk.answered("canary", Talk.NOON)));
        await().atMost(SOON).until(() -> list(tenant, "").size() == 1);

        var answer = erase(request(List.of()));

        assertThat(answer.counts()).containsEntry("conversations", 1L);
        assertThat(found("canary", "447700900123")).isEmpty();
    }

    @Test
    void tellsWhoShowsTheThreadThatItHasEnded() {
        begin(talk);

        erase(request(List.of(talk.customer())));

        await().atMost(SOON)
                .untilAsserted(
                        () -> assertThat(updates(tenant).getLast().changed()).containsExactly("erased"));
        var last = updates(tenant).getLast();
        assertThat(last.conversation().id()).isEqualTo(talk.id());
        assertThat(last.conversation().contactName()).isNull();
        assertThat(last.conversation().lastMessage()).isNull();
    }

    @Test
    void letsNothingThatIsToldLateBringTheThreadBack() {
        var first = talk.said(0, "canary", 0);
        begin(talk);
        erase(request(List.of(talk.customer())));

        publish(
                talk.received(first), // once more, as after a crash
                talk.received(talk.said(1, "canary overtaken", 60)), // the erasure has overtaken it
                talk.queued(talk.answered("canary answer", Talk.NOON.plusSeconds(90))),
                talk.moved(first.id(), MessageStatus.DELIVERED, MessageStatus.READ, Talk.NOON.plusSeconds(7200)));
        begin(other);

        Operator.awaitMessages();
        assertThat(list(tenant, "")).hasSize(1);
        assertThat(found("canary", "447700900123")).isEmpty();
    }

    @Test
    void doesNotWaitForAThreadToRefuseIt() {
        erase(request(List.of(talk.customer()))); // before this service has heard a word of the customer

        publish(talk.received(talk.said(0, "canary", 0)));
        begin(other);

        Operator.awaitMessages();
        assertThat(found("canary", "447700900123")).isEmpty();
        assertThat(list(tenant, "")).hasSize(1);
    }

    @Test
    void showsWhoWritesAfterwardsAlsoWhenTheRequestComesAgain() {
        begin(talk);
        var request = request(List.of(talk.customer()));
        erase(request);
        var newcomer = new Talk(tenant.id(), UUID.randomUUID(), talk.phone(), "Ada again");
        publish(newcomer.received(writtenBy(newcomer, UUID.randomUUID())));
        await().atMost(SOON).until(() -> list(tenant, "").size() == 1);

        publish(event(request));

        await().atMost(SOON).until(() -> answers(request).size() == 2);
        assertThat(answers(request).get(1)).isEqualTo(answers(request).get(0));
        assertThat(list(tenant, "").getFirst().path("contactName").asString()).isEqualTo("Ada again");
    }

    private static MessageEvent writtenBy(Talk newcomer, UUID customer) {
        var said = newcomer.said(0, "Hello again", 7200);
        return new MessageEvent(
                said.id(),
                said.conversationId(),
                said.direction(),
                said.type(),
                said.content(),
                said.status(),
                said.from(),
                said.to(),
                said.phoneNumberId(),
                said.whatsappId(),
                null,
                null,
                null,
                null,
                said.createdAt(),
                said.updatedAt(),
                null,
                null,
                null,
                null,
                new CustomerProfile(customer, newcomer.phone(), null, newcomer.name(), null));
    }

    private ErasureRequested request(List<UUID> customers) {
        return new ErasureRequested(
                ids.next(), UUID.randomUUID(), customers, List.of(talk.phone()), tenant.user(), ERASED_AT);
    }

    private ErasureCompleted erase(ErasureRequested request) {
        publish(event(request));
        await().atMost(SOON).until(() -> !answers(request).isEmpty());
        return answers(request).getFirst();
    }

    private List<ErasureCompleted> answers(ErasureRequested request) {
        return records(tenant, Topics.ERASURE_COMPLETED).stream()
                .map(entry -> Records.read(entry, ErasureCompleted.class))
                .filter(one -> one.erasureId().equals(request.erasureId()))
                .toList();
    }

    private Event event(ErasureRequested request) {
        return Event.of(
                        Topics.ERASURE_REQUESTED,
                        EventTypes.ERASURE_REQUESTED,
                        Ids.derived(EventTypes.ERASURE_REQUESTED, request.erasureId()),
                        tenant.id(),
                        request.erasureId())
                .carrying(request);
    }

    private long within(String sql) {
        Long found = TenantContext.<Long, RuntimeException>call(
                tenant.id(),
                () -> transaction.execute(status -> jdbc.sql(sql)
                        .param(tenant.id().value())
                        .param(tenant.id().value())
                        .query(Long.class)
                        .single()));
        return found;
    }

    /** Where in this service's tables {@code words} stand. */
    private List<String> found(String... words) {
        return TenantContext.<List<String>, RuntimeException>call(
                tenant.id(), () -> transaction.execute(status -> Scan.of(jdbc, "conversation", tenant.id(), words)));
    }
}
