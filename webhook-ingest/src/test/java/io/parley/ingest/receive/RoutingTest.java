package io.parley.ingest.receive;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.parley.contract.Disposition;
import io.parley.contract.TenantId;
import io.parley.ingest.registry.ConnectedTenant;
import io.parley.ingest.registry.Directory;
import io.parley.ingest.registry.SigningKey;
import io.parley.ingest.webhook.RawEvent;
import io.parley.kit.crypto.Secret;
import io.parley.kit.id.Ids;
import io.parley.kit.json.Json;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RoutingTest {

    private static final Instant NOON = Instant.parse("2026-01-05T12:00:00Z");

    private final SigningKey platform = key("platform");
    private final ConnectedTenant ada = tenant(true, Set.of(), "111", "waba-a");
    private final ConnectedTenant bo = tenant(true, Set.of(key("bo")), "222", "waba-b");
    private final ConnectedTenant cy = tenant(true, Set.of(key("cy")), "333", "waba-c");
    private final ConnectedTenant off = tenant(false, Set.of(), "444", "waba-d");
    private final Directory directory =
            new Directory(Optional.of(platform), Optional.empty(), List.of(ada, bo, cy, off));
    private final BodyReader reader = new BodyReader();
    private final Routing routing = new Routing(new Ids());

    @ParameterizedTest
    @CsvSource({
        "platform, waba-a, 111, true",
        "platform, waba-x, 111, true",
        "platform, waba-x, 999, true",
        "platform, waba-b, 222, false",
        "platform, waba-x, 222, false",
        "platform, waba-b, 111, false",
        "bo, waba-b, 222, true",
        "bo, waba-x, 222, true",
        "bo, waba-b, 111, false",
        "bo, waba-b, 333, false",
        "bo, waba-b, 999, false",
        "bo, waba-a, 222, false",
        "bo, waba-c, 222, false"
    })
    void letsAKeySpeakForItsOwnAlone(String signer, String account, String number, boolean allowed) {
        var events = route(signer, webhook(entry(account, messages(number, message("447700900123", "w1")))));

        assertThat(events.isPresent()).isEqualTo(allowed);
    }

    @ParameterizedTest
    @CsvSource({
        "platform, waba-a, true",
        "platform, waba-x, true",
        "platform, waba-b, false",
        "bo, waba-b, true",
        "bo, waba-a, false",
        "bo, waba-x, false"
    })
    void letsAKeySpeakForItsOwnAccountAlone(String signer, String account, boolean allowed) {
        var events = route(signer, webhook(entry(account, change("account_update", "{\"event\":\"X\"}"))));

        assertThat(events.isPresent()).isEqualTo(allowed);
    }

    @Test
    void refusesAWholeBodyForOneForeignNumber() {
        var own = entry("waba-b", messages("222", message("1", "w1")));
        var foreign = entry("waba-a", messages("111", message("1", "w2")));

        assertThat(route("bo", webhook(own + "," + foreign))).isEmpty();
        assertThat(route("platform", webhook(own + "," + foreign))).isEmpty();
    }

    @Test
    void routesEachNumberOfAMixedBodyToItsTenant() {
        var events = route(
                        "platform",
                        webhook(entry(
                                        "waba-a",
                                        messages("111", message("1", "w1")) + "," + messages("999", message("1", "w2")))
                                + "," + entry("waba-d", messages("444", message("1", "w3")))))
                .orElseThrow();

        assertThat(events)
                .extracting(
                        event -> event.route().disposition(),
                        event -> event.route().tenant())
                .containsExactly(
                        tuple(Disposition.ROUTED, ada.id()),
                        tuple(Disposition.UNROUTED, null),
                        tuple(Disposition.DISABLED, off.id()));
    }

    @Test
    void passesABodyOfOneCustomerOnUntouched() {
        var body = webhook(entry(
                "waba-a", messages("111", message("447700900123", "w1") + " , " + message("447700900123", "w2"))));

        var events = route("platform", body).orElseThrow();

        assertThat(events).singleElement().satisfies(event -> {
            assertThat(event.content().body()).isEqualTo(body.getBytes(UTF_8));
            assertThat(event.content().elements()).isEqualTo(2);
            assertThat(event.route().key()).isEqualTo("111:447700900123");
            assertThat(event.receivedAt()).isEqualTo(NOON);
        });
    }

    @Test
    void splitsByCustomerAndKeepsEachOnesOrderAndBytes() {
        var value = """
                {"messaging_product":"whatsapp","metadata":{"phone_number_id":"111","n":1.50},
                 "contacts":[{"wa_id":"1","user_id":"GB.1","profile":{"name":"caf\\u00e9"}},{"wa_id":"2"},{"wa_id":"9"}],
                 "messages":[{"from":"1","id":"a","t":"\\/\\ud83d"},{"from":"2","id":"b"},{"from_user_id":"GB.1","id":"c"}],
                 "errors":[{"code":1}],
                 "statuses":[{"id":"d","recipient_id":"2"},{"id":"e","recipient_id":"1","status":"failed"}]}""";

        var events = route("platform", webhook(entry("waba-a", change("messages", value))))
                .orElseThrow();

        assertThat(events).extracting(event -> event.route().key()).containsExactly("111:GB.1", "111:2");
        assertThat(events).extracting(event -> event.content().elements()).containsExactly(3, 2);
        assertThat(text(events.getFirst()))
                .contains("{\"from\":\"1\",\"id\":\"a\",\"t\":\"\\/\\ud83d\"},{\"from_user_id\":\"GB.1\",\"id\":\"c\"}")
                .contains("\"n\":1.50")
                .contains("caf\\u00e9")
                .contains("\"id\":\"waba-a\"")
                .doesNotContain("\"b\"")
                .doesNotContain("\"d\"");
        var second = Json.events().readTree(events.getLast().content().body());
        assertThat(second.at("/entry/0/changes/0/value/messages/0/id").asString())
                .isEqualTo("b");
        assertThat(second.at("/entry/0/changes/0/value/statuses/0/id").asString())
                .isEqualTo("d");
        assertThat(second.at("/entry/0/changes/0/value/errors/0/code").asInt()).isEqualTo(1);
        assertThat(second.at("/entry/0/changes/0/value/contacts").size()).isEqualTo(1);
        assertThat(text(events.getFirst())).contains("\"wa_id\":\"9\"");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "messages | {\"from\":\"1\",\"from_user_id\":\"GB.1\"} | GB.1",
                "messages | {\"from\":1} | 1",
                "messages | {\"from\":\"1\",\"group_id\":\"R3J=\"} | R3J=",
                "messages | {\"id\":\"x\"} | 7",
                "messages | {\"from\":\"\\u0000\"} | 7",
                "messages | \"text\" | 7",
                "statuses | {\"recipient_id\":\"1\"} | 1",
                "statuses | {\"recipient_id\":\"1\",\"recipient_user_id\":\"GB.2\"} | GB.2",
                "statuses | {\"recipient_id\":\"7\"} | GB.7",
                "statuses | {\"recipient_id\":\"R3J=\",\"recipient_type\":\"group\",\"recipient_user_id\":\"GB.2\"} | R3J="
            })
    void keysByTheStrongestIdentity(String list, String element, String customer) {
        var contact = customer.equals("GB.7") ? "{\"wa_id\":\"7\",\"user_id\":\"GB.7\"}" : "{\"wa_id\":\"7\"}";
        var value = "{\"metadata\":{\"phone_number_id\":\"111\"},\"contacts\":[%s],\"%s\":[%s]}"
                .formatted(contact, list, element);

        var events = route("platform", webhook(entry("waba-a", change("messages", value))))
                .orElseThrow();

        assertThat(events).extracting(event -> event.route().key()).containsExactly("111:" + customer);
    }

    @Test
    void keysEchoesByTheCustomersTheyWentTo() {
        var value = """
                {"metadata":{"phone_number_id":"111"},"contacts":[{"wa_id":"1","user_id":"GB.1"},{"wa_id":"2"}],
                 "message_echoes":[{"from":"9","to":"1","id":"a"},{"from":"9","to":"2","id":"b"},
                 {"from":"9","to_user_id":"GB.1","id":"c","t":"\\u00e9"}]}""";

        var events = route("platform", webhook(entry("waba-a", change("smb_message_echoes", value))))
                .orElseThrow();

        assertThat(events).extracting(event -> event.route().key()).containsExactly("111:GB.1", "111:2");
        assertThat(events).extracting(event -> event.content().elements()).containsExactly(1, 1);
        assertThat(text(events.getFirst()))
                .contains(
                        "[{\"from\":\"9\",\"to\":\"1\",\"id\":\"a\"},{\"from\":\"9\",\"to_user_id\":\"GB.1\",\"id\":\"c\",\"t\":\"\\u00e9\"}]")
                .contains("\"user_id\":\"GB.1\"")
                .doesNotContain("\"b\"");
        assertThat(Json.events()
                        .readTree(events.getLast().content().body())
                        .at("/entry/0/changes/0/value/message_echoes/0/id")
                        .asString())
                .isEqualTo("b");
    }

    @Test
    void losesNothingOfWhatStandsBesideMessages() {
        var value = """
                {"metadata":{"phone_number_id":"111"},"messages":[{"from":"1","id":"a"},{"from":"2","id":"b"}],
                 "message_echoes":[{"to":"3","id":"c"}]}""";

        var events = route("platform", webhook(entry("waba-a", change("messages", value))))
                .orElseThrow();

        assertThat(events)
                .hasSize(2)
                .allSatisfy(
                        event -> assertThat(text(event)).contains("\"message_echoes\":[{\"to\":\"3\",\"id\":\"c\"}]"));
    }

    @Test
    void keepsAHistoryWholeUnderItsNumber() {
        var value = """
                {"metadata":{"phone_number_id":"111"},"history":[{"threads":[{"id":"1","messages":[{}]},{"id":"2"}]}],
                 "messages":[{"from":"1","id":"a"},{"from":"2","id":"b"}],"message_echoes":[{"to":"3","id":"c"}]}""";
        var body = webhook(entry("waba-a", change("history", value)));

        var events = route("platform", body).orElseThrow();

        assertThat(events).singleElement().satisfies(event -> {
            assertThat(event.route().key()).isEqualTo("111:");
            assertThat(event.content().elements()).isEqualTo(1);
            assertThat(text(event)).isEqualTo(body);
        });
    }

    @Test
    void keepsWhatNamesNoCustomerUnderTheNumberAlone() {
        var value = "{\"metadata\":{\"phone_number_id\":\"111\"},\"messages\":[{}]}";

        var events = route("platform", webhook(entry("waba-a", change("messages", value))))
                .orElseThrow();

        assertThat(events).extracting(event -> event.route().key()).containsExactly("111:");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "messages | {\"metadata\":{\"phone_number_id\":\"111\"},\"errors\":[{},{}]} | 1",
                "messages | {\"metadata\":{\"phone_number_id\":\"111\"},\"messages\":[]} | 1",
                "messages | {\"metadata\":{\"phone_number_id\":\"111\"},\"messages\":{\"a\":1}} | 1",
                "messages | {\"metadata\":{\"phone_number_id\":\"111\"},\"messages\":[{},3,null]} | 3",
                "calls | {\"metadata\":{\"phone_number_id\":\"111\"},\"statuses\":[{},{}]} | 1",
                "flows | 7 | 1"
            })
    void countsElementsAsTheContractSays(String field, String value, int elements) {
        var events = route("platform", webhook(entry("waba-a", change(field, value))))
                .orElseThrow();

        assertThat(events).extracting(event -> event.content().elements()).containsExactly(elements);
    }

    @Test
    void routesAccountFieldsByTheAccount() {
        var partner = change("account_update", "{\"event\":\"PARTNER_ADDED\",\"waba_info\":{\"waba_id\":\"waba-a\"}}");

        var events = route(
                        "platform",
                        webhook(entry("portfolio", partner) + "," + entry("waba-a", change("flows", "{}")) + ","
                                + entry("waba-x", change("security", "{}"))))
                .orElseThrow();

        assertThat(events).extracting(event -> event.route().key()).containsExactly("waba-a", "waba-a", "waba-x");
        assertThat(events)
                .extracting(event -> event.route().disposition())
                .containsExactly(Disposition.ROUTED, Disposition.ROUTED, Disposition.UNROUTED);
    }

    @Test
    void keepsTheGoodPartsAndTheWholeOfAHalfReadableBody() {
        var good = messages("111", message("1", "w1"));
        var body = webhook("7," + entry("waba-a", "\"odd\"," + good));

        var events = route("platform", body).orElseThrow();

        assertThat(events)
                .extracting(event -> event.route().disposition())
                .containsExactly(Disposition.ROUTED, Disposition.UNPARSEABLE);
        assertThat(text(events.getLast())).isEqualTo(body);
        assertThat(text(events.getFirst())).contains("\"w1\"");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "garbage",
                "[]",
                "null",
                "{",
                "{}",
                "{\"object\":\"page\",\"entry\":[]}",
                "{\"object\":\"whatsapp_business_account\",\"entry\":[]}",
                "{\"object\":\"whatsapp_business_account\",\"entry\":[{\"id\":\"1\",\"changes\":[]}]}",
                "{\"object\":\"whatsapp_business_account\",\"entry\":[{\"id\":\"1\",\"changes\":[{\"field\":\"messages\",\"value\":{}}]}]} x",
                "{\"object\":\"whatsapp_business_account\",\"entry\":[],\"entry\":[]}"
            })
    void keepsWhatItCannotReadForTheOperator(String body) {
        var events = route("platform", body).orElseThrow();

        assertThat(events).singleElement().satisfies(event -> {
            assertThat(event.route().disposition()).isEqualTo(Disposition.UNPARSEABLE);
            assertThat(event.route().tenant()).isNull();
            assertThat(event.content().body()).isEqualTo(body.getBytes(UTF_8));
            assertThat(event.content().elements()).isEqualTo(1);
        });
    }

    @Test
    void doesNotLetASecondMetadataNameAnotherNumber() {
        var value = "{\"metadata\":{\"phone_number_id\":\"222\"},\"metadata\":{\"phone_number_id\":\"333\"}}";

        var events =
                route("bo", webhook(entry("waba-b", change("messages", value)))).orElseThrow();

        assertThat(events).extracting(event -> event.route().disposition()).containsExactly(Disposition.UNPARSEABLE);
    }

    @Test
    void refusesToReadTenThousandLevels() {
        var deep = "{\"a\":".repeat(10_000) + "1" + "}".repeat(10_000);

        var events = route("platform", webhook(entry("waba-a", change("messages", deep))))
                .orElseThrow();

        assertThat(events).extracting(event -> event.route().disposition()).containsExactly(Disposition.UNPARSEABLE);
    }

    @Test
    void doesNotMultiplyWhatAllPartsShare() {
        var shared = "x".repeat(1 << 20);
        var list = new StringBuilder(message("0", "w"));
        for (var i = 1; i < 200; i++) {
            list.append(',').append(message(String.valueOf(i), "w" + i));
        }
        var value = "{\"metadata\":{\"phone_number_id\":\"111\"},\"errors\":\"%s\",\"messages\":[%s]}"
                .formatted(shared, list);

        var events = route("platform", webhook(entry("waba-a", change("messages", value))))
                .orElseThrow();

        assertThat(events).extracting(event -> event.route().disposition()).containsExactly(Disposition.UNPARSEABLE);
    }

    private Optional<List<RawEvent>> route(String signer, String body) {
        var bytes = body.getBytes(UTF_8);
        return routing.route(bytes, reader.read(bytes), key(signer), directory, new Routing.Arrival(NOON, null));
    }

    private static String text(RawEvent event) {
        return new String(event.content().body(), UTF_8);
    }

    private static String webhook(String entries) {
        return "{\"object\":\"whatsapp_business_account\",\"entry\":[" + entries + "]}";
    }

    private static String entry(String account, String changes) {
        return "{\"changes\":[" + changes + "],\"time\":1767225600,\"id\":\"" + account + "\"}";
    }

    private static String change(String field, String value) {
        return "{\"value\":" + value + ",\"field\":\"" + field + "\"}";
    }

    private static String messages(String number, String list) {
        return change(
                "messages", "{\"messages\":[" + list + "],\"metadata\":{\"phone_number_id\":\"" + number + "\"}}");
    }

    private static String message(String from, String wamid) {
        return "{\"from\":\"" + from + "\",\"id\":\"" + wamid + "\"}";
    }

    private static SigningKey key(String secret) {
        return SigningKey.of(new Secret(secret));
    }

    private static ConnectedTenant tenant(boolean enabled, Set<SigningKey> keys, String number, String account) {
        return new ConnectedTenant(
                new TenantId(UUID.randomUUID()),
                enabled,
                !keys.isEmpty(),
                keys,
                Set.of(number),
                Set.of(account),
                Optional.empty());
    }
}
