package io.parley.conversation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.parley.contract.ConversationUpdated;
import io.parley.contract.EventTypes;
import io.parley.contract.Role;
import io.parley.contract.Topics;
import io.parley.contract.UserChanged;
import io.parley.kit.event.Event;
import io.parley.kit.event.EventPublisher;
import io.parley.kit.event.Records;
import io.parley.kit.id.Ids;
import io.parley.testkit.Api;
import io.parley.testkit.Patience;
import io.parley.testkit.ServiceTest;
import io.parley.testkit.TestClock;
import io.parley.testkit.TestTenant;
import io.parley.testkit.Topic;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.JsonNode;

/** What the ITs of this service have in common: one context, and words for what they do. */
@ServiceTest
@SuppressWarnings("NullAway.Init")
abstract class ConversationTest {

    public static final Duration SOON = Patience.SOON;

    @Autowired
    protected EventPublisher publisher;

    @Autowired
    protected Api api;

    @Autowired
    protected Topic.Reader topics;

    @Autowired
    protected Ids ids;

    @Autowired
    protected TestClock clock;

    protected void publish(Event... events) {
        publisher.publish(List.of(events));
    }

    protected Api as(TestTenant tenant) {
        return api.as(tenant, Role.AGENT);
    }

    /** Publishes a message of the customer and waits until the thread is there. */
    protected UUID begin(Talk talk) {
        publish(talk.received(talk.said(0, "Hello", 0)));
        await().atMost(SOON).until(() -> tryGet(talk.tenant(), talk.id()) == 200);
        return talk.id();
    }

    private int tryGet(io.parley.contract.TenantId tenant, UUID id) {
        return as(new TestTenant(tenant, UUID.randomUUID(), "1"))
                .get("/api/conversations/" + id)
                .status();
    }

    protected JsonNode get(TestTenant tenant, Talk talk) {
        return as(tenant).get("/api/conversations/" + talk.id()).data();
    }

    protected List<JsonNode> list(TestTenant tenant, String query) {
        var answer = as(tenant).get("/api/conversations" + query);
        assertThat(answer.status()).as(answer.toString()).isEqualTo(200);
        return List.copyOf(answer.data().path("conversations").values());
    }

    protected long total(TestTenant tenant, String query) {
        return as(tenant)
                .get("/api/conversations?limit=1" + query)
                .data()
                .path("pagination")
                .path("total")
                .asLong(-1);
    }

    /** Makes a user of the tenant known, and waits until conversations may be assigned to it. */
    protected UUID user(TestTenant tenant, Talk talk, String name) {
        var user = UUID.randomUUID();
        tell(tenant, new UserChanged(user, tenant.id(), name, Role.AGENT, true));
        await().atMost(SOON)
                .until(() -> as(tenant)
                                .patch("/api/conversations/" + talk.id(), Map.of("assignedTo", user))
                                .status()
                        == 200);
        return user;
    }

    protected void tell(TestTenant tenant, UserChanged user) {
        publish(Event.of(Topics.USER_CHANGED, EventTypes.USER_CHANGED, ids.next(), tenant.id(), user.id())
                .carrying(user));
    }

    protected List<ConsumerRecord<String, byte[]>> records(TestTenant tenant, String topic) {
        return topics.read(topic, tenant.id());
    }

    protected List<ConversationUpdated> updates(TestTenant tenant) {
        return records(tenant, Topics.CONVERSATION_UPDATED).stream()
                .map(entry -> Records.read(entry, ConversationUpdated.class))
                .toList();
    }
}
