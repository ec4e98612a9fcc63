package io.parley.contact;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.parley.contract.ContactChanged;
import io.parley.contract.Role;
import io.parley.contract.Topics;
import io.parley.kit.event.Event;
import io.parley.kit.event.EventPublisher;
import io.parley.kit.event.Records;
import io.parley.testkit.Api;
import io.parley.testkit.Patience;
import io.parley.testkit.ServiceTest;
import io.parley.testkit.TestTenant;
import io.parley.testkit.Topic;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.stream.StreamSupport;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionOperations;
import tools.jackson.databind.JsonNode;

/** What the ITs of this service have in common: one context, and words for what they do. */
@ServiceTest(properties = {"parley.contact.load.batch-size=50", "parley.contact.load.lease=2s"})
@SuppressWarnings("NullAway.Init")
abstract class ContactTest {

    static final Duration SOON = Patience.SOON;

    @Autowired
    EventPublisher publisher;

    @Autowired
    Api api;

    @Autowired
    Topic.Reader topics;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    TransactionOperations transaction;

    Api as(TestTenant tenant) {
        return api.as(tenant, Role.ADMIN);
    }

    JsonNode create(TestTenant tenant, Map<String, ?> contact) {
        var answer = as(tenant).post("/api/contacts", contact);
        assertThat(answer.status()).as(answer.text()).isEqualTo(201);
        return answer.data();
    }

    JsonNode get(TestTenant tenant, String id) {
        var answer = as(tenant).get("/api/contacts/" + id);
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        return answer.data();
    }

    List<JsonNode> list(TestTenant tenant, String query) {
        var answer = as(tenant).get("/api/contacts" + query);
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        return StreamSupport.stream(answer.data().path("contacts").spliterator(), false)
                .toList();
    }

    long total(TestTenant tenant, String query) {
        return as(tenant)
                .get("/api/contacts" + query)
                .data()
                .path("pagination")
                .path("total")
                .longValue();
    }

    List<String> names(TestTenant tenant, String query) {
        return list(tenant, query).stream()
                .map(one -> one.path("name").asString("-"))
                .toList();
    }

    JsonNode awaitContact(TestTenant tenant) {
        await().atMost(SOON).until(() -> !list(tenant, "").isEmpty());
        return list(tenant, "").getFirst();
    }

    Api.Answer upload(TestTenant tenant, String csv) {
        return upload(tenant, csv.getBytes(StandardCharsets.UTF_8));
    }

    Api.Answer upload(TestTenant tenant, byte[] csv) {
        return as(tenant).upload("/api/contacts/import/csv", "contacts.csv", csv);
    }

    /** Imports a file and returns the job when it has ended. */
    JsonNode importAll(TestTenant tenant, String csv) {
        var answer = upload(tenant, csv);
        assertThat(answer.status()).as(answer.text()).isIn(200, 202);
        return awaitEnd(tenant, answer.data().path("job").path("id").asString());
    }

    JsonNode awaitEnd(TestTenant tenant, String job) {
        await().atMost(Duration.ofMinutes(3))
                .until(() -> List.of("COMPLETED", "FAILED").contains(statusOf(tenant, job)));
        return job(tenant, job);
    }

    JsonNode job(TestTenant tenant, String job) {
        return as(tenant).get("/api/contacts/import/" + job).data().path("job");
    }

    String statusOf(TestTenant tenant, String job) {
        return job(tenant, job).path("status").asString("");
    }

    String export(TestTenant tenant, String query) {
        var answer = as(tenant).get("/api/contacts/export" + query);
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        return answer.text();
    }

    void publish(Event... events) {
        publisher.publish(List.of(events));
    }

    /** What was told of a tenant's contacts so far, in order within each. */
    List<ContactChanged> told(TestTenant tenant) {
        return topics.read(Topics.CONTACT_CHANGED, tenant.id()).stream()
                .map(entry -> Records.read(entry, ContactChanged.class))
                .toList();
    }

    void awaitTold(TestTenant tenant, UUID id, Predicate<ContactChanged> last) {
        await().atMost(SOON)
                .until(() -> told(tenant).stream()
                        .filter(one -> one.id().equals(id))
                        .reduce((first, second) -> second)
                        .filter(last)
                        .isPresent());
    }
}
