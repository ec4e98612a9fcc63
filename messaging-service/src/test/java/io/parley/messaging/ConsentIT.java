package io.parley.messaging;

import static io.parley.messaging.TemplateFixtures.being;
import static io.parley.messaging.TemplateFixtures.event;
import static io.parley.messaging.TemplateFixtures.template;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.parley.contract.ContactChanged;
import io.parley.contract.EventTypes;
import io.parley.contract.Topics;
import io.parley.kit.event.Event;
import io.parley.testkit.Api;
import io.parley.testkit.Lag;
import io.parley.testkit.TestTenant;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Who wants no marketing gets none, under whichever of their names it is sent. */
class ConsentIT extends MessagingTest {

    static final Instant NOON = Instant.parse("2026-01-05T12:00:00Z");
    static final String FIXED = "[{\"type\":\"BODY\",\"text\":\"Spring is here.\"}]";

    TestTenant tenant = TestTenant.create();

    @BeforeEach
    void connect() {
        tenant = connectedTenant();
        publish(
                event(being(template(tenant, "spring", "en", FIXED), "MARKETING", "APPROVED", null, 0)),
                event(template(tenant, "receipt", "en", FIXED)));
        awaitTemplates();
    }

    @Test
    void refusesMarketingToWhoHasOptedOutAndNothingElse() {
        tell(contact(UUID.randomUUID(), "+447700900123", null, true, 0));

        await().atMost(SOON).untilAsserted(() -> {
            var answer = sendTo("447700900123", "spring");
            assertThat(answer.status()).isEqualTo(400);
            assertThat(answer.json().path("code").stringValue()).isEqualTo("CONTACT_OPTED_OUT");
            assertThat(answer.json().path("errors").path(0).path("field").stringValue())
                    .isEqualTo("to");
        });
        assertThat(sendTo("447700900123", "receipt").status()).isEqualTo(201);
        assertThat(sendTo("447700900124", "spring").status()).isEqualTo(201);
    }

    @Test
    void knowsACustomerUnderAnotherSpellingOfTheNumber() {
        tell(contact(UUID.randomUUID(), "+5511987654321", null, true, 0));

        await().atMost(SOON).until(() -> refuses("551187654321"));
        assertThat(refuses("5511987654321")).isTrue();
    }

    @Test
    void knowsACustomerWhoseContactHasAUserIdOnly() {
        publish(WebhookFixtures.change(tenant, ids.next(), "messages", """
                "contacts":[{"wa_id":"447700900123","user_id":"GB.5550001112223334"}],
                "messages":[{"from":"447700900123","from_user_id":"GB.5550001112223334","id":"wamid.linked",
                "timestamp":"1767225600","type":"text","text":{"body":"Hi"}}]"""));
        tell(contact(UUID.randomUUID(), null, "GB.5550001112223334", true, 0));

        await().atMost(SOON).until(() -> refuses("447700900123"));
        assertThat(refuses("GB.5550001112223334")).isTrue();
    }

    @Test
    void endsWhereTheContactOptsInAgainWhateverOrderItCameIn() {
        var contact = UUID.randomUUID();
        tell(contact(contact, "+447700900123", null, true, 0));
        await().atMost(SOON).until(() -> refuses("447700900123"));

        tell(contact(contact, "+447700900123", null, false, 2), contact(contact, "+447700900123", null, true, 1));
        tell(contact(contact, "+447700900123", null, true, 0));

        await().atMost(SOON).until(() -> !refuses("447700900123"));
        tell(contact(UUID.randomUUID(), "+447700900777", null, true, 0));
        await().atMost(SOON).until(() -> refuses("447700900777"));
        Lag.awaitNone("messaging-service.contacts", Topics.CONTACT_CHANGED);
        assertThat(refuses("447700900123")).isFalse();
    }

    @Test
    void endsWithTheContactAndWithTheNumberThatItNoLongerHas() {
        var contact = UUID.randomUUID();
        tell(contact(contact, "+447700900123", null, true, 0));
        await().atMost(SOON).until(() -> refuses("447700900123"));

        tell(contact(contact, "+447700900555", null, true, 1));
        await().atMost(SOON).until(() -> refuses("447700900555"));
        assertThat(refuses("447700900123")).isFalse();

        var gone = contact(contact, "+447700900555", null, true, 2);
        tell(new ContactChanged(
                gone.id(),
                gone.tenantId(),
                gone.phoneNumber(),
                null,
                null,
                null,
                List.of(),
                true,
                NOON,
                gone.updatedAt(),
                true));
        await().atMost(SOON).until(() -> !refuses("447700900555"));
    }

    @Test
    void asksAgainBeforeAFailedMessageIsResent() {
        var failed = UUID.fromString(
                sendTo("447700900123", "spring").data().path("id").stringValue());
        letFail(tenant, failed);
        tell(contact(UUID.randomUUID(), "+447700900123", null, true, 0));
        await().atMost(SOON).until(() -> refuses("447700900123"));

        assertThat(as(tenant).post("/api/messages/" + failed + "/resend", "").text())
                .contains("CONTACT_OPTED_OUT");
    }

    @Test
    void goesOnAfterARecordThatCannotBeRead() {
        var good = eventOf(contact(UUID.randomUUID(), "+447700900123", null, true, 0));
        publish(
                new Event(
                        good.topic(), good.key(), good.tenant(), good.headers(), "no".getBytes(StandardCharsets.UTF_8)),
                good);

        await().atMost(SOON).until(() -> refuses("447700900123"));
        assertThat(eventsOf(tenant, Topics.deadLettersOf(Topics.CONTACT_CHANGED)))
                .hasSize(1);
    }

    @Test
    void keepsTheConsentsOfTenantsApart() {
        var stranger = connectedTenant();
        publish(event(being(template(stranger, "spring", "en", FIXED), "MARKETING", "APPROVED", null, 0)));
        awaitTemplates();
        tell(contact(UUID.randomUUID(), "+447700900123", null, true, 0));
        await().atMost(SOON).until(() -> refuses("447700900123"));

        var answer = as(stranger).post("/api/messages", request("447700900123", "spring"));

        assertThat(answer.status()).as(answer.text()).isEqualTo(201);
    }

    private boolean refuses(String to) {
        return sendTo(to, "spring").text().contains("CONTACT_OPTED_OUT");
    }

    private Api.Answer sendTo(String to, String template) {
        return as(tenant).post("/api/messages", request(to, template));
    }

    private static String request(String to, String template) {
        return "{\"to\":\"" + to + "\",\"type\":\"template\",\"content\":{\"name\":\"" + template
                + "\",\"language\":\"en\"}}";
    }

    private ContactChanged contact(
            UUID id, @Nullable String phone, @Nullable String userId, boolean optedOut, int minute) {
        return new ContactChanged(
                id,
                tenant.id(),
                phone,
                userId,
                null,
                null,
                List.of(),
                optedOut,
                NOON,
                NOON.plusSeconds(60L * minute),
                false);
    }

    private void tell(ContactChanged... contacts) {
        for (var contact : contacts) {
            publish(eventOf(contact));
        }
    }

    private static Event eventOf(ContactChanged contact) {
        return Event.of(
                        Topics.CONTACT_CHANGED,
                        EventTypes.CONTACT_CHANGED,
                        UUID.randomUUID(),
                        contact.tenantId(),
                        contact.id())
                .carrying(contact);
    }
}
