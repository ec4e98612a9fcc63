package io.parley.contact;

import static io.parley.contact.CustomerFixtures.changed;
import static io.parley.contact.CustomerFixtures.preference;
import static io.parley.contact.CustomerFixtures.profile;
import static io.parley.contact.CustomerFixtures.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.parley.contract.ContactChanged;
import io.parley.contract.ErasureCompleted;
import io.parley.contract.ErasureRequested;
import io.parley.contract.Erasures;
import io.parley.contract.EventTypes;
import io.parley.contract.Role;
import io.parley.contract.Topics;
import io.parley.kit.event.Event;
import io.parley.kit.event.Records;
import io.parley.kit.tenant.TenantContext;
import io.parley.testkit.Lag;
import io.parley.testkit.Scan;
import io.parley.testkit.TestTenant;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class EraseIT extends ContactTest {

    static final String PHONE = "+447700900123";
    static final String USER = "GB.5550001112223334";

    final TestTenant tenant = TestTenant.create();
    final UUID customer = UUID.randomUUID();

    @Test
    void deletesTheContactAndAsksEveryServiceForItsPart() {
        var contact = writes("Ada");

        var receipt = erase(contact);

        assertThat(receipt.path("status").asString()).isEqualTo("RUNNING");
        assertThat(receipt.path("contactId").asString()).isEqualTo(contact);
        assertThat(receipt.path("requestedBy").asString())
                .isEqualTo(tenant.user().toString());
        assertThat(receipt.has("completedAt")).isFalse();
        assertThat(servicesOf(receipt)).containsExactlyElementsOf(Erasures.SERVICES);
        assertThat(as(tenant).get("/api/contacts/" + contact).status()).isEqualTo(404);
        assertThat(total(tenant, "")).isZero();
        assertThat(total(tenant, "?search=Ada")).isZero();
        var request = awaitRequest();
        assertThat(request.erasureId().toString()).isEqualTo(receipt.path("id").asString());
        assertThat(request.customerIds()).containsExactly(customer);
        assertThat(request.addresses()).containsExactlyInAnyOrder(PHONE, USER);
    }

    @Test
    void keepsNothingOfTheCustomerItself() {
        var contact = writes("Ada Canary");
        as(tenant).patch("/api/contacts/" + contact, Map.of("email", "canary@x.example", "tags", List.of("canary")));

        var receipt = erase(contact);

        awaitTold(tenant, UUID.fromString(contact), ContactChanged::deleted);
        var last = told(tenant).getLast();
        assertThat(last.phoneNumber()).isNull();
        assertThat(last.userId()).isNull();
        assertThat(last.name()).isNull();
        assertThat(last.email()).isNull();
        assertThat(last.tags()).isEmpty();
        await().atMost(SOON)
                .untilAsserted(() -> assertThat(found(PHONE.substring(1), "Canary", "canary", USER))
                        .isEmpty());
        assertThat(receipt.toString()).doesNotContain(PHONE.substring(1)).doesNotContain("anary");
    }

    @Test
    void completesWhenTheLastServiceHasAnswered() {
        var id = erase(writes("Ada")).path("id").asString();
        var at = Instant.parse("2027-01-05T12:00:00Z");

        Erasures.SERVICES.forEach(service -> publish(answer(id, service, at, 7)));
        publish(answer(id, "messaging-service", at.plusSeconds(60), 9)); // said again

        await().atMost(SOON).until(() -> status(id).equals("COMPLETED"));
        var receipt = receipt(id);
        assertThat(Instant.parse(receipt.path("completedAt").asString())).isEqualTo(at);
        var messaging = receipt.path("services").path(1);
        assertThat(messaging.path("service").asString()).isEqualTo("messaging-service");
        assertThat(messaging.path("counts").path("messages").longValue()).isEqualTo(7);
        assertThat(Instant.parse(receipt.path("topicsUntil").asString()))
                .isEqualTo(Instant.parse(receipt.path("requestedAt").asString()).plus(Topics.goneAfter()));
    }

    @Test
    void waitsForEveryServiceThatIsSilent() {
        var id = erase(writes("Ada")).path("id").asString();

        publish(answer(id, "messaging-service", Instant.parse("2027-01-05T12:00:00Z"), 1));

        await().atMost(SOON)
                .until(() -> receipt(id)
                        .path("services")
                        .path(1)
                        .path("status")
                        .asString()
                        .equals("COMPLETED"));
        assertThat(status(id)).isEqualTo("RUNNING");
    }

    @Test
    void answersARepetitionAsForAContactThatNeverWas() {
        var contact = writes("Ada");
        erase(contact);

        var again = as(tenant).delete("/api/contacts/" + contact + "?erase=true");
        var absent = as(tenant).delete("/api/contacts/" + UUID.randomUUID() + "?erase=true");

        assertThat(again.status()).isEqualTo(404);
        assertThat(withoutRequest(again.text())).isEqualTo(withoutRequest(absent.text()));
    }

    @Test
    void isNotForAgents() {
        var contact = create(tenant, Map.of("phoneNumber", PHONE)).path("id").asString();
        var agent = api.as(tenant, Role.AGENT);

        assertThat(agent.delete("/api/contacts/" + contact + "?erase=true").status())
                .isEqualTo(403);
        assertThat(agent.get("/api/contacts/erasures").status()).isEqualTo(403);
        assertThat(agent.get("/api/contacts/erasures/" + UUID.randomUUID()).status())
                .isEqualTo(403);
        assertThat(agent.delete("/api/contacts/" + contact + "?erase=yes").status())
                .isEqualTo(400);
        assertThat(get(tenant, contact).path("phoneNumber").asString()).isEqualTo(PHONE);
        assertThat(agent.delete("/api/contacts/" + contact).status()).isEqualTo(200);
    }

    @Test
    void listsReceiptsNewestFirst() {
        var first =
                erase(create(tenant, Map.of("phoneNumber", PHONE)).path("id").asString());
        var second = erase(create(tenant, Map.of("userId", USER)).path("id").asString());

        var data = as(tenant).get("/api/contacts/erasures?limit=1").data();

        assertThat(data.path("erasures").path(0).path("id")).isEqualTo(second.path("id"));
        assertThat(data.path("pagination").path("total").longValue()).isEqualTo(2);
        var next = as(tenant).get("/api/contacts/erasures?limit=1&page=2").data();
        assertThat(next.path("erasures").path(0).path("id")).isEqualTo(first.path("id"));
    }

    @Test
    void letsNothingThatIsHeardLateBringTheCustomerBack() {
        erase(writes("Ada"));

        publish(
                text(tenant, profile(customer, PHONE, USER, "Ada"), "late", 60),
                changed(tenant, profile(customer, PHONE, null, "Ada"), null, 61),
                // known by the number alone, said before: a customer of whom this service had not heard yet
                text(tenant, profile(UUID.randomUUID(), PHONE, null, "Ada"), "late", 62),
                preference(tenant, UUID.randomUUID(), PHONE.substring(1), "stop", 63));
        var witness = UUID.randomUUID();
        publish(text(tenant, profile(witness, "+447700900999", null, "Witness"), "hi", 64));
        await().atMost(SOON).until(() -> !list(tenant, "").isEmpty());
        awaitRead("contact-service.customers", Topics.MESSAGE_RECEIVED);
        awaitRead("contact-service.changes", Topics.CUSTOMER_CHANGED);
        awaitRead("contact-service.preferences", Topics.RAW_WEBHOOK);

        assertThat(names(tenant, "")).containsExactly("Witness");
        assertThat(found(PHONE.substring(1), USER)).isEmpty();
    }

    @Test
    void knowsWhoWritesAfterwardsAsSomebodyNew() {
        var old = writes("Ada");
        erase(old);

        var newcomer = UUID.randomUUID();
        var seconds =
                (int) Duration.between(CustomerFixtures.NOON, Instant.now()).toSeconds() + 5;
        publish(text(tenant, profile(newcomer, PHONE, USER, "Ada again"), "hi", seconds));

        var contact = awaitContact(tenant);
        assertThat(contact.path("id").asString()).isNotEqualTo(old);
        assertThat(contact.path("name").asString()).isEqualTo("Ada again");
    }

    @Test
    void passesOverRowsOfAFileThatCameBefore() {
        var contact = create(tenant, Map.of("phoneNumber", PHONE)).path("id").asString();
        erase(contact);
        // As if the file had been waiting for its turn since before the erasure.
        TenantContext.run(
                tenant.id(),
                () -> transaction.executeWithoutResult(status -> jdbc.sql(
                                "update erased_trace set erased_at = erased_at + interval '1 hour' where tenant_id = ?")
                        .param(tenant.id().value())
                        .update()));

        var job = importAll(tenant, "phone,name\n" + PHONE + ",Ada\n+447700900999,Bob\n");

        assertThat(job.path("created").intValue()).isEqualTo(1);
        assertThat(job.path("failed").intValue()).isEqualTo(1);
        assertThat(job.toString()).doesNotContain(PHONE.substring(1));
        assertThat(names(tenant, "")).containsExactly("Bob");
    }

    private String writes(String name) {
        publish(text(tenant, profile(customer, PHONE, USER, name), "hi", 0));
        return awaitContact(tenant).path("id").asString();
    }

    private static void awaitRead(String group, String topic) {
        Lag.awaitNone(group, topic);
    }

    private JsonNode erase(String contact) {
        var answer = as(tenant).delete("/api/contacts/" + contact + "?erase=true");
        assertThat(answer.status()).as(answer.text()).isEqualTo(202);
        return answer.data();
    }

    private JsonNode receipt(String id) {
        return as(tenant).get("/api/contacts/erasures/" + id).data();
    }

    private String status(String id) {
        return receipt(id).path("status").asString();
    }

    /** Where in this service's tables {@code words} stand. */
    private List<String> found(String... words) {
        return TenantContext.<List<String>, RuntimeException>call(
                tenant.id(), () -> transaction.execute(status -> Scan.of(jdbc, "contact", tenant.id(), words)));
    }

    private static List<String> servicesOf(JsonNode receipt) {
        return StreamSupport.stream(receipt.path("services").spliterator(), false)
                .map(one -> one.path("service").asString())
                .toList();
    }

    private ErasureRequested awaitRequest() {
        await().atMost(SOON)
                .until(() -> !topics.read(Topics.ERASURE_REQUESTED, tenant.id()).isEmpty());
        return Records.read(topics.read(Topics.ERASURE_REQUESTED, tenant.id()).getFirst(), ErasureRequested.class);
    }

    private Event answer(String erasure, String service, Instant at, long messages) {
        return Event.of(Topics.ERASURE_COMPLETED, EventTypes.ERASURE_COMPLETED, UUID.randomUUID(), tenant.id(), erasure)
                .carrying(new ErasureCompleted(UUID.fromString(erasure), service, at, Map.of("messages", messages)));
    }

    private static String withoutRequest(String text) {
        return text.replaceAll("\"requestId\":\"[^\"]*\"", "");
    }
}
