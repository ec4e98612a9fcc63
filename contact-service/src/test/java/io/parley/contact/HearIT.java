package io.parley.contact;

import static io.parley.contact.CustomerFixtures.changed;
import static io.parley.contact.CustomerFixtures.preference;
import static io.parley.contact.CustomerFixtures.profile;
import static io.parley.contact.CustomerFixtures.raw;
import static io.parley.contact.CustomerFixtures.rawPreferences;
import static io.parley.contact.CustomerFixtures.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.parley.contract.EventHeaders;
import io.parley.contract.EventTypes;
import io.parley.contract.Topics;
import io.parley.contract.WebhookOutcome;
import io.parley.contract.WebhookOutcome.Result;
import io.parley.kit.event.Event;
import io.parley.kit.event.Records;
import io.parley.testkit.Lag;
import io.parley.testkit.TestTenant;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HearIT extends ContactTest {

    static final String PHONE = "+447700900123";

    final TestTenant tenant = TestTenant.create();
    final UUID customer = UUID.randomUUID();

    @Test
    void makesAContactOfWhoeverWritesFirst() {
        publish(text(tenant, profile(customer, PHONE, "GB.1", "Ada"), "Hello", 0));

        var contact = awaitContact(tenant);
        assertThat(contact.path("phoneNumber").asString()).isEqualTo(PHONE);
        assertThat(contact.path("userId").asString()).isEqualTo("GB.1");
        assertThat(contact.path("name").asString()).isEqualTo("Ada");
        var id = UUID.fromString(contact.path("id").asString());
        awaitTold(tenant, id, one -> "Ada".equals(one.name()));
    }

    @Test
    void changesNothingAndTellsNobodyWhenARecordComesAgain() {
        var hello = text(tenant, profile(customer, PHONE, null, "Ada"), "stop", 0);
        publish(hello);
        var contact = awaitContact(tenant);

        publish(hello, hello);
        awaitProcessed();

        assertThat(list(tenant, "")).containsExactly(contact);
        var another = create(tenant, Map.of("phoneNumber", "+447700900999"));
        for (var one : List.of(contact, another)) {
            awaitTold(tenant, UUID.fromString(one.path("id").asString()), told -> true);
        }
        assertThat(told(tenant)).filteredOn(one -> "Ada".equals(one.name())).hasSize(1);
    }

    @Test
    void followsTheProfileNameUntilSomebodyChoosesOne() {
        publish(text(tenant, profile(customer, PHONE, null, "Ada"), "Hello", 0));
        var id = awaitContact(tenant).path("id").asString();
        publish(text(tenant, profile(customer, PHONE, null, "Ada B."), "Hello", 10));
        await().atMost(SOON).until(() -> names(tenant, "").equals(List.of("Ada B.")));

        publish(text(tenant, profile(customer, PHONE, null, "Older"), "Hello", 5));
        as(tenant).patch("/api/contacts/" + id, Map.of("name", "Countess"));
        publish(text(tenant, profile(customer, PHONE, null, "Newer"), "Hello", 20));
        awaitProcessed();

        assertThat(names(tenant, "?search=" + "447700900123")).containsExactly("Countess");
    }

    @Test
    void letsTheNewerWordOnMarketingCountInWhicheverOrderItComes() {
        var ada = profile(customer, PHONE, null, "Ada");
        publish(text(tenant, ada, "START", 10), text(tenant, ada, "Stop!", 20), text(tenant, ada, "start", 15));
        await().atMost(SOON).until(() -> awaitContact(tenant).path("optedOut").booleanValue());
        awaitProcessed();
        assertThat(total(tenant, "?optedOut=true")).isEqualTo(1);

        publish(text(tenant, ada, "start", 30));

        await().atMost(SOON).until(() -> total(tenant, "?optedOut=false") == 1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"STOP", "stop", " Stop. ", "STOPP", "Arrêter", "ARRETER", "baja", "СТОП", "退订"})
    void understandsARefusalInSeveralLanguages(String word) {
        publish(text(tenant, profile(customer, PHONE, null, "Ada"), word, 0));

        assertThat(awaitContact(tenant).path("optedOut").booleanValue()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"please don't stop", "stop by tomorrow", "non-stop", "", "bus stop"})
    void leavesOtherMessagesAlone(String text) {
        publish(text(tenant, profile(customer, PHONE, null, "Ada"), text, 0));

        assertThat(awaitContact(tenant).path("optedOut").booleanValue()).isFalse();
    }

    @Test
    void findsTheContactThatSomebodyMadeBefore() {
        var made = create(tenant, Map.of("phoneNumber", "+5511987654321", "name", "Chosen"));

        publish(text(tenant, profile(customer, "+551187654321", "BR.1", "Profile"), "Oi", 0));

        await().atMost(SOON).until(() -> list(tenant, "").getFirst().has("userId"));
        var contact = list(tenant, "").getFirst();
        assertThat(contact.path("id")).isEqualTo(made.path("id"));
        assertThat(contact.path("name").asString()).isEqualTo("Chosen");
        assertThat(contact.path("phoneNumber").asString()).isEqualTo("+5511987654321");
    }

    @Test
    void movesWithTheCustomerToAnotherNumberInWhicheverOrderItIsTold() {
        var events = List.of(
                text(tenant, profile(customer, PHONE, "GB.1", "Ada"), "Hello", 0),
                changed(tenant, profile(customer, "+447700900999", "GB.2", null), null, 10),
                text(tenant, profile(customer, "+447700900999", "GB.2", "Ada"), "It's me", 20));
        for (var order : new int[][] {{0, 1, 2}, {2, 1, 0}, {1, 0, 2}, {1, 2, 0}}) {
            var another = TestTenant.create();
            for (var place : order) {
                publishOneByOne(another, List.of(events.get(place)));
            }

            var contacts = list(another, "");
            assertThat(contacts).as("order %s", order).hasSize(1);
            assertThat(contacts.getFirst().path("phoneNumber").asString()).isEqualTo("+447700900999");
            assertThat(contacts.getFirst().path("userId").asString()).isEqualTo("GB.2");
        }
    }

    @Test
    void makesOneOfTwoContactsWhoTurnOutToBeTheSame() {
        var byHand = create(tenant, Map.of("phoneNumber", PHONE, "name", "By hand", "tags", List.of("a")));
        var other = UUID.randomUUID();
        publish(text(tenant, profile(other, null, "GB.1", "Profile"), "stop", 5));
        await().atMost(SOON).until(() -> total(tenant, "") == 2);
        var loser = list(tenant, "?search=GB.1").getFirst().path("id").asString();
        as(tenant).patch("/api/contacts/" + loser, Map.of("tags", List.of("b"), "email", "ada@company.example"));

        var merge = changed(tenant, profile(other, null, "GB.1", null), customer, 10);
        publish(text(tenant, profile(customer, PHONE, null, "Ada"), "Hello", 0), merge);
        await().atMost(SOON).until(() -> total(tenant, "") == 1);
        publish(merge);
        awaitProcessed();

        var contact = get(tenant, byHand.path("id").asString());
        assertThat(contact.path("name").asString()).isEqualTo("By hand");
        assertThat(contact.path("tags").toString()).isEqualTo("[\"a\",\"b\"]");
        assertThat(contact.path("email").asString()).isEqualTo("ada@company.example");
        assertThat(contact.path("phoneNumber").asString()).isEqualTo(PHONE);
        assertThat(contact.path("userId").asString()).isEqualTo("GB.1");
        assertThat(contact.path("optedOut").booleanValue()).isTrue();
        awaitTold(tenant, UUID.fromString(loser), one -> one.deleted());
    }

    @Test
    void makesOneOfTwoContactsThoughBothAreHeardOfAtTheSameTime() {
        var tenants = Stream.generate(TestTenant::create).limit(25).toList();
        var events = new ArrayList<Event>();
        for (var one : tenants) {
            var written = UUID.randomUUID();
            var merged = UUID.randomUUID();
            create(one, Map.of("phoneNumber", PHONE));
            create(one, Map.of("userId", "GB.1"));
            events.add(text(one, profile(written, PHONE, null, "Ada"), "Hello", 0));
            events.add(changed(one, profile(merged, null, "GB.1", null), written, 10));
        }

        // Each on a topic and a consumer of its own, and of the customer who goes on neither has a row yet.
        events.forEach(this::publish);

        await().atMost(SOON)
                .untilAsserted(() -> assertThat(tenants)
                        .allSatisfy(one -> assertThat(total(one, "")).isEqualTo(1)));
    }

    @Test
    void comesToTheSameWhateverTheOrderAndHoweverOftenItIsTold() {
        var one = UUID.randomUUID();
        var two = UUID.randomUUID();
        var events = List.of(
                text(tenant, profile(one, PHONE, null, "Ada"), "Hello", 0),
                text(tenant, profile(two, null, "GB.1", "Ada B."), "stop", 10),
                changed(tenant, profile(two, null, "GB.1", null), one, 20),
                changed(tenant, profile(one, "+447700900999", "GB.1", null), null, 30),
                text(tenant, profile(one, "+447700900999", "GB.1", "Ada C."), "start", 40));
        var random = new Random(7);
        for (var round = 0; round < 6; round++) {
            var another = TestTenant.create();
            var shuffled = new ArrayList<>(events);
            shuffled.addAll(events);
            Collections.shuffle(shuffled, random);

            publishOneByOne(another, shuffled);

            var contacts = list(another, "");
            assertThat(contacts).as("round %d", round).hasSize(1);
            assertThat(contacts.getFirst().path("phoneNumber").asString()).isEqualTo("+447700900999");
            assertThat(contacts.getFirst().path("userId").asString()).isEqualTo("GB.1");
            assertThat(contacts.getFirst().path("name").asString()).isEqualTo("Ada C.");
            assertThat(contacts.getFirst().path("optedOut").booleanValue()).isFalse();
        }
    }

    @Test
    void parksPoisonAndGoesOn() {
        var poison = UUID.randomUUID();
        var broken = Event.of(Topics.MESSAGE_RECEIVED, EventTypes.MESSAGE_RECEIVED, poison, tenant.id(), poison);

        publish(
                new Event(
                        broken.topic(),
                        customer.toString(),
                        tenant.id(),
                        broken.headers(),
                        "{".getBytes(StandardCharsets.UTF_8)),
                text(tenant, profile(customer, PHONE, null, "Ada"), "Hello", 0));

        assertThat(awaitContact(tenant).path("name").asString()).isEqualTo("Ada");
        await().atMost(SOON)
                .until(() -> topics.read(Topics.deadLettersOf(Topics.MESSAGE_RECEIVED), tenant.id())
                                .size()
                        == 1);
    }

    @Test
    void survivesNamesThatPostgresCannotKeep() {
        publish(text(tenant, profile(customer, PHONE, null, "A\u0000da\n"), "Hello", 0));

        assertThat(awaitContact(tenant).path("name").asString()).isEqualTo("A da");
    }

    @Test
    void appliesWhatCustomersSayInWhatsAppAndAccountsForIt() {
        var stop = UUID.randomUUID();
        var again = UUID.randomUUID();
        publish(preference(tenant, stop, "447700900123", "stop", 0));
        assertThat(awaitOutcomes(1).getFirst().outcome()).isEqualTo(Result.APPLIED);
        assertThat(awaitContact(tenant).path("optedOut").booleanValue()).isTrue();
        assertThat(names(tenant, "")).containsExactly("Ada");

        publish(preference(tenant, stop, "447700900123", "stop", 0));
        publish(preference(tenant, again, "447700900123", "stop", 0));
        publish(preference(tenant, UUID.randomUUID(), "447700900123", "resume", 10));

        assertThat(awaitOutcomes(4))
                .extracting(WebhookOutcome::outcome)
                .containsExactlyInAnyOrder(Result.APPLIED, Result.APPLIED, Result.DUPLICATE, Result.APPLIED);
        assertThat(outcomes()).allSatisfy(one -> {
            assertThat(one.by()).isEqualTo("contact-service");
            assertThat(one.elements()).hasSize(1);
            assertThat(one.elements().getFirst().kind()).isEqualTo("user_preferences");
            assertThat(one.elements().getFirst().index()).isZero();
        });
        assertThat(total(tenant, "?optedOut=false")).isEqualTo(1);
    }

    @Test
    void saysWhyAPreferenceIsNotApplied() {
        publish(rawPreferences(tenant, UUID.randomUUID(), ""));
        publish(rawPreferences(tenant, UUID.randomUUID(), "{\"wa_id\":\"447700900123\",\"value\":\"later\"}"));
        publish(raw(tenant, UUID.randomUUID(), "{"));

        assertThat(awaitOutcomes(3))
                .flatExtracting(WebhookOutcome::elements)
                .extracting(one -> one.outcome() + " " + one.reason())
                .containsExactlyInAnyOrder("IGNORED NO_ELEMENTS", "IGNORED UNKNOWN_PREFERENCE", "DEAD UNPROCESSABLE");
        assertThat(list(tenant, "")).isEmpty();
    }

    @Test
    void leavesAloneWhatOthersAccountFor() {
        publish(preference(tenant, UUID.randomUUID(), "447700900123", "stop", 0).with(EventHeaders.FIELD, "messages"));
        publish(preference(tenant, UUID.randomUUID(), "447700900124", "stop", 0));

        awaitOutcomes(1);

        assertThat(outcomes()).hasSize(1);
        assertThat(total(tenant, "")).isEqualTo(1);
    }

    private static void awaitProcessed() {
        awaitOffset(Topics.MESSAGE_RECEIVED);
        awaitOffset(Topics.CUSTOMER_CHANGED);
    }

    /** Lets each event be worked through before the next, in the tenant's own name. */
    private void publishOneByOne(TestTenant owner, List<Event> events) {
        for (var event : events) {
            var mine = new Event(event.topic(), event.key(), owner.id(), event.headers(), event.payload())
                    .with(EventHeaders.TENANT_ID, owner.id().toString());
            publish(mine);
            awaitOffset(event.topic());
        }
    }

    private static void awaitOffset(String topic) {
        var group = topic.equals(Topics.MESSAGE_RECEIVED) ? "contact-service.customers" : "contact-service.changes";
        Lag.awaitNone(group, topic);
    }

    private List<WebhookOutcome> outcomes() {
        return topics.read(Topics.WEBHOOK_OUTCOME, tenant.id()).stream()
                .map(entry -> Records.read(entry, WebhookOutcome.class))
                .toList();
    }

    private List<WebhookOutcome> awaitOutcomes(int count) {
        await().atMost(SOON).until(() -> outcomes().size() >= count);
        return outcomes();
    }
}
