package io.parley.conversation;

import static io.parley.conversation.Talk.NOON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.parley.contract.ContactChanged;
import io.parley.contract.CustomerChanged;
import io.parley.contract.CustomerProfile;
import io.parley.contract.Direction;
import io.parley.contract.EventTypes;
import io.parley.contract.MessageStatus;
import io.parley.contract.MessageType;
import io.parley.contract.Topics;
import io.parley.kit.event.Event;
import io.parley.kit.event.Records;
import io.parley.kit.id.Ids;
import io.parley.testkit.TestTenant;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class ProjectIT extends ConversationTest {

    final TestTenant tenant = TestTenant.create();
    final Talk talk = Talk.with(tenant.id(), "+447700900123", "Ada Byron");

    @Test
    void showsWhatACustomerWrites() {
        publish(talk.received(talk.said(1, "Hello?", 0)), talk.received(talk.said(2, "Anybody?", 0)));

        awaitUnread(2);
        var shown = list(tenant, "").getFirst();
        assertThat(shown.path("id").stringValue()).isEqualTo(talk.id().toString());
        assertThat(shown.path("phoneNumber").stringValue()).isEqualTo("+447700900123");
        assertThat(shown.path("contactName").stringValue()).isEqualTo("Ada Byron");
        assertThat(shown.path("contactId").isNull()).isTrue();
        assertThat(shown.path("status").stringValue()).isEqualTo("OPEN");
        assertThat(shown.path("assignedTo").isNull()).isTrue();
        assertThat(shown.path("tags").values()).isEmpty();
        assertThat(shown.path("lastMessage").path("content").path("text").stringValue())
                .isEqualTo("Anybody?");
        assertThat(shown.path("lastMessageAt").stringValue()).isEqualTo("2026-01-05T12:00:00.000Z");
        assertThat(shown.path("windowExpiresAt").stringValue()).isEqualTo("2026-01-06T12:00:00.000Z");
        assertThat(texts(get(tenant, talk))).containsExactly("Hello?", "Anybody?");
    }

    @Test
    void tellsOfEachChangedThreadAndTheSameAgainWhenARecordComesAgain() {
        var record = talk.received(talk.said(1, "Hello?", 0));
        publish(record);
        await().atMost(SOON).until(() -> updates(tenant).size() == 1);

        publish(record);

        await().atMost(SOON).until(() -> updates(tenant).size() == 2);
        var told = records(tenant, Topics.CONVERSATION_UPDATED);
        assertThat(Records.idOf(told.get(1))).isEqualTo(Records.idOf(told.get(0)));
        assertThat(told.get(1).value()).isEqualTo(told.get(0).value());
        assertThat(told.get(0).key()).isEqualTo(talk.id().toString());
        var update = updates(tenant).getFirst();
        assertThat(update.changed()).contains("lastMessage", "unreadCount", "windowExpiresAt");
        assertThat(update.by()).isNull();
        assertThat(update.conversation().unreadCount()).isEqualTo(1);
        assertThat(get(tenant, talk).path("unreadCount").asInt()).isEqualTo(1);
    }

    @Test
    void takesSendingAndStatusesInAnyOrder() {
        var answer = talk.answered("We are here", NOON.plusSeconds(60));
        publish(talk.moved(answer.id(), MessageStatus.SENT, MessageStatus.READ, NOON.plusSeconds(70)));
        publish(talk.sent(answer));
        await().atMost(SOON).until(() -> list(tenant, "").size() == 1);
        publish(talk.queued(answer), talk.received(talk.said(1, "Hello?", 0)));

        awaitUnread(1);
        await().atMost(SOON).untilAsserted(() -> {
            var last = get(tenant, talk).path("lastMessage");
            assertThat(last.path("id").stringValue()).isEqualTo(answer.id().toString());
            assertThat(last.path("status").stringValue()).isEqualTo("READ");
            assertThat(last.path("whatsappId").asString("")).startsWith("wamid.");
        });
        assertThat(texts(get(tenant, talk))).containsExactly("Hello?", "We are here");
    }

    @Test
    void showsWhatHappenedElsewhereWithoutAskingAnybodyToAct() {
        begin(talk);
        as(tenant).post("/api/conversations/" + talk.id() + "/read", Map.of());
        close();

        publish(
                talk.mirrored(talk.mirrored(1, Direction.OUTBOUND, "From the phone", NOON.plusSeconds(90))),
                talk.mirrored(talk.mirrored(2, Direction.INBOUND, "Long ago", NOON.minusSeconds(90))));

        await().atMost(SOON).until(() -> texts(get(tenant, talk)).size() == 3);
        var shown = get(tenant, talk);
        assertThat(texts(shown)).containsExactly("Long ago", "Hello", "From the phone");
        assertThat(shown.path("status").stringValue()).isEqualTo("CLOSED");
        assertThat(shown.path("unreadCount").asInt()).isZero();
        assertThat(shown.path("windowExpiresAt").stringValue()).isEqualTo("2026-01-06T12:00:00.000Z");
    }

    @Test
    void doesNotTakeWhatWhatsAppReportsForACustomersMessage() {
        var system = Map.<String, Object>of("kind", "user_changed_number", "body", "Ada has a new number");
        var welcome = Map.<String, Object>of("kind", "request_welcome");
        publish(talk.received(talk.inbound(1, MessageType.SYSTEM, system, NOON)));
        await().atMost(SOON).until(() -> list(tenant, "").size() == 1);
        assertThat(get(tenant, talk).path("unreadCount").asInt()).isZero();
        assertThat(get(tenant, talk).path("windowExpiresAt").isNull()).isTrue();

        publish(talk.received(talk.inbound(2, MessageType.SYSTEM, welcome, NOON.plusSeconds(1))));

        awaitUnread(1);
        assertThat(get(tenant, talk).path("windowExpiresAt").isNull()).isFalse();
    }

    @Test
    void reopensOnlyForWhatIsNew() {
        begin(talk);
        close();

        publish(talk.received(talk.said(0, "Hello", 0)));
        publish(talk.edited(talk.said(0, "Hello", 0), "Hello!", NOON.plusSeconds(30)));
        await().atMost(SOON).until(() -> texts(get(tenant, talk)).contains("Hello!"));
        assertThat(get(tenant, talk).path("status").stringValue()).isEqualTo("CLOSED");

        publish(talk.received(talk.said(1, "One more thing", 1)));

        await().atMost(SOON)
                .until(() -> get(tenant, talk).path("status").stringValue().equals("OPEN"));
        await().atMost(SOON)
                .untilAsserted(
                        () -> assertThat(updates(tenant).getLast().changed()).contains("status", "lastMessage"));
    }

    @Test
    void countsAsReadWhatTheStatusesSayWasRead() {
        var first = talk.said(1, "One", 1);
        var second = talk.said(2, "Two", 2);
        publish(talk.moved(first.id(), MessageStatus.DELIVERED, MessageStatus.READ, NOON.plusSeconds(60)));
        publish(talk.received(first), talk.received(second));

        awaitUnread(1);

        publish(talk.moved(second.id(), MessageStatus.DELIVERED, MessageStatus.READ, NOON.plusSeconds(60)));

        awaitUnread(0);
    }

    @Test
    void callsCustomersWhatTheirContactIsCalled() {
        begin(talk);
        var contact = contact("Countess Lovelace", false, NOON);
        publish(contactChanged(contact));
        await().atMost(SOON)
                .until(() -> get(tenant, talk).path("contactName").stringValue().equals("Countess Lovelace"));
        assertThat(get(tenant, talk).path("contactId").stringValue())
                .isEqualTo(contact.id().toString());

        publish(talk.received(new Talk(tenant.id(), talk.id(), talk.phone(), "Ada B.").said(1, "Hi", 60)));
        awaitUnread(2);
        assertThat(get(tenant, talk).path("contactName").stringValue()).isEqualTo("Countess Lovelace");
        assertThat(list(tenant, "?search=lovelace")).hasSize(1);

        publish(contactChanged(contact("Countess Lovelace", true, NOON.plusSeconds(1))));

        await().atMost(SOON)
                .until(() -> get(tenant, talk).path("contactName").stringValue().equals("Ada B."));
        assertThat(list(tenant, "?search=lovelace")).isEmpty();
    }

    @Test
    void knowsAContactWhicheverComesFirst() {
        publish(contactChanged(contact("Countess Lovelace", false, NOON)));
        begin(talk);

        await().atMost(SOON)
                .until(() -> get(tenant, talk).path("contactName").asString("").equals("Countess Lovelace"));
    }

    @Test
    void keepsBothThreadsOfCustomersWhoTurnOutToBeOne() {
        var other = Talk.with(tenant.id(), "+447700900999", "Ada on her other phone");
        begin(talk);
        begin(other);

        publish(Event.of(Topics.CUSTOMER_CHANGED, EventTypes.CUSTOMER_CHANGED, ids.next(), tenant.id(), talk.customer())
                .carrying(new CustomerChanged(
                        tenant.id(),
                        new CustomerProfile(talk.customer(), talk.phone(), "GB.55", "Ada", null),
                        other.customer(),
                        NOON.plusSeconds(60))));

        await().atMost(SOON)
                .until(() -> get(tenant, talk)
                        .path("mergedInto")
                        .asString("")
                        .equals(other.id().toString()));
        assertThat(get(tenant, talk).path("userId").stringValue()).isEqualTo("GB.55");
        assertThat(get(tenant, other).path("messages").values()).hasSize(1);
        assertThat(list(tenant, "")).hasSize(2);
    }

    @Test
    void parksPoisonAndGoesOn() {
        var poison = UUID.randomUUID();
        var before = talk.received(talk.said(1, "before", 1));
        var after = talk.received(talk.said(2, "after", 2));
        var broken = Event.of(Topics.MESSAGE_RECEIVED, EventTypes.MESSAGE_RECEIVED, poison, tenant.id(), talk.id())
                .keyed(talk.id())
                .carrying(Map.of("id", "no uuid"));
        var unstorable = talk.received(talk.inbound(3, MessageType.TEXT, Map.of("text", "a\u0000b"), NOON));

        publish(before, broken, unstorable, after);

        await().atMost(SOON)
                .until(() ->
                        list(tenant, "").size() == 1 && texts(get(tenant, talk)).equals(List.of("before", "after")));
        await().atMost(SOON)
                .until(() -> records(tenant, Topics.deadLettersOf(Topics.MESSAGE_RECEIVED))
                                .size()
                        == 2);
        assertThat(records(tenant, Topics.deadLettersOf(Topics.MESSAGE_RECEIVED)))
                .extracting(Records::idOf)
                .contains(poison);
    }

    private void awaitUnread(int count) {
        await().atMost(SOON).until(() -> get(tenant, talk).path("unreadCount").asInt(-1) == count);
    }

    private void close() {
        assertThat(as(tenant)
                        .patch("/api/conversations/" + talk.id(), Map.of("status", "CLOSED"))
                        .status())
                .isEqualTo(200);
    }

    private ContactChanged contact(String name, boolean deleted, Instant at) {
        return new ContactChanged(
                Ids.derived("contact", tenant.id()),
                tenant.id(),
                talk.phone(),
                null,
                name,
                null,
                List.of(),
                false,
                NOON,
                at,
                deleted);
    }

    private Event contactChanged(ContactChanged contact) {
        return Event.of(Topics.CONTACT_CHANGED, EventTypes.CONTACT_CHANGED, ids.next(), tenant.id(), contact.id())
                .carrying(contact);
    }

    private static List<String> texts(JsonNode thread) {
        return thread.path("messages")
                .valueStream()
                .map(message -> message.path("content").path("text").asString(""))
                .toList();
    }
}
