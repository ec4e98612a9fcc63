package io.parley.ingest;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.parley.contract.EventHeaders;
import io.parley.contract.Topics;
import io.parley.kit.event.Records;
import io.parley.testkit.Api;
import io.parley.testkit.TestTenant;
import io.parley.testkit.Topic;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;

@IngestTest
@SuppressWarnings("NullAway.Init")
class ReceiveIT {

    @Autowired
    Api api;

    @Autowired
    Tenants tenants;

    @Autowired
    Topic.Reader topics;

    @Test
    void acknowledgesWhatTheBrokerHas() {
        var tenant = tenants.connected();
        var body = Webhooks.of(tenant.phoneNumberId(), "447700900123", "w1");
        var trace = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";

        var answer = Webhooks.post(api.with("traceparent", trace).with("X-Request-Id", "r1"), body);

        assertThat(answer.status()).as(answer.toString()).isEqualTo(200);
        assertThat(answer.text()).isEqualTo("{\"success\":true,\"data\":{}}");
        assertThat(answer.headers().firstValue("X-Request-Id")).contains("r1");
        assertThat(topics.read(Topics.RAW_WEBHOOK, tenant.id())).singleElement().satisfies(entry -> {
            assertThat(entry.value()).isEqualTo(body.getBytes(UTF_8));
            assertThat(entry.key()).isEqualTo(tenant.phoneNumberId() + ":447700900123");
            assertThat(Records.idOf(entry).version()).isEqualTo(7);
            assertThat(header(entry, EventHeaders.DISPOSITION)).isEqualTo("ROUTED");
            assertThat(header(entry, EventHeaders.PHONE_NUMBER_ID)).isEqualTo(tenant.phoneNumberId());
            assertThat(header(entry, EventHeaders.SUBJECT)).isEqualTo(tenant.phoneNumberId());
            assertThat(header(entry, EventHeaders.FIELD)).isEqualTo("messages");
            assertThat(header(entry, EventHeaders.ELEMENTS)).isEqualTo("1");
            assertThat(header(entry, EventHeaders.TYPE)).isEqualTo("io.parley.raw-webhook");
            assertThat(header(entry, EventHeaders.SOURCE)).isEqualTo("/webhook-ingest");
            assertThat(header(entry, EventHeaders.TRACEPARENT)).isEqualTo(trace);
        });
    }

    @Test
    void splitsABatchOfAThousandByCustomerAndKeepsEachOnesOrder() {
        var tenant = tenants.connected();
        var other = tenants.connected();
        var mine = IntStream.range(0, 900)
                .mapToObj(i -> Webhooks.message("4477009" + (i % 90), "w" + i))
                .toArray(String[]::new);
        var others = IntStream.range(0, 100)
                .mapToObj(i -> Webhooks.message("4477009" + i, "o" + i))
                .toArray(String[]::new);
        var body = Webhooks.of(
                Webhooks.entry("a", Webhooks.messages(tenant.phoneNumberId(), mine)),
                Webhooks.entry("b", Webhooks.messages(other.phoneNumberId(), others)));

        assertThat(Webhooks.post(api, body).status()).isEqualTo(200);

        var records = topics.read(Topics.RAW_WEBHOOK, tenant.id());
        assertThat(records).hasSize(90);
        assertThat(records).allSatisfy(entry -> {
            var ids = wamids(entry);
            assertThat(ids).hasSize(10).isSortedAccordingTo((a, b) -> Integer.compare(number(a), number(b)));
        });
        assertThat(topics.read(Topics.RAW_WEBHOOK, other.id())).hasSize(100);
    }

    @Test
    void keepsTheOrderOfSuccessiveWebhooksOfACustomer() {
        var tenant = tenants.connected();

        for (var i = 0; i < 50; i++) {
            Webhooks.post(api, Webhooks.of(tenant.phoneNumberId(), "447700900123", "w" + i));
        }

        assertThat(topics.read(Topics.RAW_WEBHOOK, tenant.id()).stream().flatMap(entry -> wamids(entry).stream()))
                .containsExactlyElementsOf(
                        IntStream.range(0, 50).mapToObj(i -> "w" + i).toList());
    }

    @Test
    void keepsNothingOfWhatIsWronglySigned() {
        var tenant = tenants.connected();
        var body = Webhooks.of(tenant.phoneNumberId(), "447700900123", "w1").getBytes(UTF_8);
        var right = Webhooks.signature(Webhooks.PLATFORM_SECRET, body);

        assertThat(api.post("/api/webhook", body).status()).isEqualTo(401);
        assertThat(api.with("X-Hub-Signature-256", "sha256=zz")
                        .post("/api/webhook", body)
                        .status())
                .isEqualTo(401);
        assertThat(Webhooks.post(api, "other-secret", body).status()).isEqualTo(401);
        assertThat(api.with("X-Hub-Signature-256", right)
                        .post("/api/webhook", new String(body, UTF_8) + " ")
                        .json()
                        .path("code")
                        .asString())
                .isEqualTo("UNAUTHORIZED");
        assertThat(topics.read(Topics.RAW_WEBHOOK, tenant.id())).isEmpty();
    }

    @Test
    void letsATenantsSecretSpeakForItselfAlone() {
        var own = TestTenant.create();
        tenants.connect(own, true, "own-secret");
        var other = tenants.connected();
        var mine = Webhooks.of(own.phoneNumberId(), "447700900123", "w1").getBytes(UTF_8);
        var foreign = Webhooks.of(other.phoneNumberId(), "447700900123", "w1").getBytes(UTF_8);
        var mixed = Webhooks.of(
                        Webhooks.entry("a", Webhooks.messages(own.phoneNumberId(), Webhooks.message("1", "w2"))),
                        Webhooks.entry("b", Webhooks.messages(other.phoneNumberId(), Webhooks.message("1", "w3"))))
                .getBytes(UTF_8);

        assertThat(Webhooks.post(api, "own-secret", mine).status()).isEqualTo(200);
        assertThat(Webhooks.post(api, "own-secret", foreign).status()).isEqualTo(401);
        assertThat(Webhooks.post(api, "own-secret", mixed).status()).isEqualTo(401);
        assertThat(Webhooks.post(api, Webhooks.PLATFORM_SECRET, mine).status()).isEqualTo(401);
        assertThat(Webhooks.post(api, Webhooks.PLATFORM_SECRET, mixed).status()).isEqualTo(401);

        assertThat(topics.read(Topics.RAW_WEBHOOK, own.id())).hasSize(1);
        assertThat(topics.read(Topics.RAW_WEBHOOK, other.id())).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {3_145_729, 4_194_304, 9_000_000})
    void refusesMoreThanThreeMebibytes(int length) {
        var body = new byte[length];

        var answer = Webhooks.post(api, Webhooks.PLATFORM_SECRET, body);

        assertThat(answer.status()).isEqualTo(413);
        assertThat(answer.json().path("code").asString()).isEqualTo("PAYLOAD_TOO_LARGE");
    }

    @Test
    void takesThreeMebibytesInOneRecord() {
        var tenant = tenants.connected();
        var head = "{\"object\":\"whatsapp_business_account\",\"entry\":[{\"id\":\"a\",\"changes\":["
                + "{\"field\":\"history\",\"value\":{\"metadata\":{\"phone_number_id\":\"" + tenant.phoneNumberId()
                + "\"},\"history\":\"";
        var tail = "\"}}]}]}";
        var filling = new byte[3 * 1024 * 1024 - head.length() - tail.length()];
        new java.util.Random(1).nextBytes(filling);
        for (var i = 0; i < filling.length; i++) {
            filling[i] = (byte) ('a' + (filling[i] & 15));
        }
        var body = (head + new String(filling, UTF_8) + tail).getBytes(UTF_8);

        assertThat(Webhooks.post(api, Webhooks.PLATFORM_SECRET, body).status()).isEqualTo(200);

        assertThat(topics.read(Topics.RAW_WEBHOOK, tenant.id()))
                .singleElement()
                .satisfies(entry -> assertThat(entry.value()).isEqualTo(body));
    }

    @Test
    void keepsGarbageThatIsSigned() {
        var garbage = ("garbage " + UUID.randomUUID()).getBytes(UTF_8);

        assertThat(Webhooks.post(api, Webhooks.PLATFORM_SECRET, garbage).status())
                .isEqualTo(200);

        assertThat(topics.read(Topics.RAW_WEBHOOK, entry -> Arrays.equals(entry.value(), garbage)))
                .singleElement()
                .satisfies(entry -> {
                    assertThat(header(entry, EventHeaders.DISPOSITION)).isEqualTo("UNPARSEABLE");
                    assertThat(Records.tenantOf(entry)).isEmpty();
                });
    }

    @Test
    void verifiesTheCallbackForWhoeverKnowsAToken() {
        var tenant = tenants.connected();

        var own = verify("subscribe", "token-" + tenant.phoneNumberId());
        assertThat(own.status()).isEqualTo(200);
        assertThat(own.text()).isEqualTo("905518877");
        assertThat(own.headers().firstValue("Content-Type").orElseThrow()).startsWith("text/plain");
        assertThat(verify("subscribe", "platform-token").status()).isEqualTo(200);
        assertThat(verify("subscribe", "token-").status()).isEqualTo(403);
        assertThat(verify("subscribe", "").status()).isEqualTo(403);
        assertThat(verify("unsubscribe", "platform-token").status()).isEqualTo(403);
        assertThat(api.get("/api/webhook").status()).isEqualTo(403);
    }

    @Test
    void asksForATokenEverywhereElse() {
        assertThat(api.get("/api/webhook/events").status()).isEqualTo(401);
        assertThat(api.get("/api/webhook/ledger").status()).isEqualTo(401);
        assertThat(api.call("PUT", "/api/webhook", "{}").status()).isEqualTo(401);
        assertThat(Webhooks.post(api, "{}").status()).isEqualTo(200);
    }

    private Api.Answer verify(String mode, String token) {
        return api.get("/api/webhook?hub.mode=" + mode + "&hub.challenge=905518877&hub.verify_token=" + token);
    }

    private static String header(ConsumerRecord<String, byte[]> entry, String name) {
        return Records.header(entry, name).orElseThrow();
    }

    private static int number(String wamid) {
        return Integer.parseInt(wamid.substring(1));
    }

    private static List<String> wamids(ConsumerRecord<String, byte[]> entry) {
        var ids = new java.util.ArrayList<String>();
        io.parley.kit.json.Json.events()
                .readTree(entry.value())
                .at("/entry/0/changes/0/value/messages")
                .forEach(message -> ids.add(message.path("id").asString()));
        return ids;
    }
}
