package io.parley.messaging;

import static io.parley.messaging.WebhookFixtures.change;
import static io.parley.messaging.WebhookFixtures.messages;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.parley.contract.WebhookOutcome;
import io.parley.kit.json.Json;
import io.parley.testkit.TestTenant;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Every kind of message that a customer can send (Cloud API webhooks, "messages"), as the API shows it in the end. */
class InboundTypesIT extends MessagingTest {

    final TestTenant tenant = TestTenant.create();
    final FakeGraphFiles files = FakeGraph.shared().files();

    /** What WhatsApp calls the file of the message; it stays away while the message is looked at. */
    String file = "";

    @AfterEach
    void letGoOfTheFile() {
        files.failDescriptions(file, 0);
    }

    static Stream<String> kinds() throws IOException {
        try (var files = Files.list(Path.of("src/test/resources/inbound"))) {
            return files.map(file -> file.getFileName().toString().replace(".json", "")).sorted().toList().stream();
        }
    }

    /** A file holds Meta's element without what all have in common, and the type and content that the API shows. */
    @ParameterizedTest
    @MethodSource("kinds")
    void showsWhatWasSent(String kind) throws IOException {
        var fixture = Json.events().readTree(Files.readAllBytes(Path.of("src/test/resources/inbound", kind + ".json")));
        var element = ((ObjectNode) fixture.path("message").deepCopy())
                .put("from", "447700900123")
                .put("from_user_id", "GB.1")
                .put("id", "wamid.1")
                .put("timestamp", "1767614400");

        file = element.path(element.path("type").asString("")).path("id").asString("");
        files.failDescriptions(file, Integer.MAX_VALUE);
        publish(messages(tenant, UUID.randomUUID(), element.toString()));

        var shown = only();
        assertThat(shown.path("type")).isEqualTo(fixture.path("type"));
        var mediaId = shown.path("content").path("mediaId").asString("");
        var expected = fixture.path("content")
                .toString()
                .replace("{media}", mediaId)
                .replace("\"{message}\"", element.toString());
        assertThat(shown.path("content")).isEqualTo(Json.events().readTree(expected));
        assertThat(shown.path("direction").stringValue()).isEqualTo("INBOUND");
        assertThat(shown.path("createdAt").stringValue()).isEqualTo("2026-01-05T12:00:00.000Z");
        assertThat(awaitOutcomes(tenant, 1))
                .singleElement()
                .extracting(WebhookOutcome::outcome)
                .isEqualTo(WebhookOutcome.Result.APPLIED);
    }

    @Test
    void takesNumbersForTextsAndTextsForNumbers() {
        publish(messages(tenant, UUID.randomUUID(), """
                {"from":447700900123,"id":77,"timestamp":1767614400,"type":"location",
                "location":{"latitude":51.5,"longitude":-0.12},"context":{"id":78}}"""));

        var shown = only();
        assertThat(shown.path("from").stringValue()).isEqualTo("+447700900123");
        assertThat(shown.path("whatsappId").stringValue()).isEqualTo("77");
        assertThat(shown.path("createdAt").stringValue()).isEqualTo("2026-01-05T12:00:00.000Z");
    }

    @Test
    void keepsACardOfAMegabyte() {
        var card = "BEGIN:VCARD\\nPHOTO:" + "x".repeat(1 << 20) + "\\nEND:VCARD";

        publish(messages(tenant, UUID.randomUUID(), """
                {"from":"447700900123","id":"wamid.1","timestamp":"1767614400","type":"contacts",
                "contacts":[{"name":{"formatted_name":"Bo"},"vcard":"%s"}]}""".formatted(card)));

        assertThat(only().at("/content/contacts/0/vcard").stringValue()).hasSize((1 << 20) + 28);
    }

    @Test
    void cleansHalfPairsInTheMiddleOfEverything() {
        publish(change(tenant, UUID.randomUUID(), "messages", """
                "contacts":[{"profile":{"name":"\\ud83dAda\\u0000"},"wa_id":"447700900123"}],
                "messages":[{"from":"447700900123","id":"wamid.1","type":"contacts","timestamp":"1767614400",
                "contacts":[{"name":{"formatted_name":"\\udc4d"},"origin":"\\ud83d\\u0000"}]}]"""));

        assertThat(only().at("/content/contacts/0/name/formatted_name").stringValue())
                .isEqualTo("\uFFFD");
    }

    @Test
    void keepsAnInteractiveWithoutBodyBesideErrorsOfTheValue() {
        publish(change(tenant, UUID.randomUUID(), "messages", """
                "errors":[{"code":131000,"title":"Something went wrong"}],
                "messages":[{"from":"447700900123","id":"wamid.1","type":"interactive","timestamp":"1767614400"}]"""));

        assertThat(only().path("type").stringValue()).isEqualTo("UNSUPPORTED");
        assertThat(awaitOutcomes(tenant, 1).getFirst().elements())
                .as("the errors do not count")
                .hasSize(1);
    }

    @Test
    void saysThatNothingButErrorsCame() {
        publish(change(tenant, UUID.randomUUID(), "messages", "\"errors\":[{\"code\":130429}]"));

        assertThat(awaitOutcomes(tenant, 1).getFirst().elements())
                .singleElement()
                .extracting(WebhookOutcome.Element::reason)
                .isEqualTo("VALUE_ERRORS");
    }

    @Test
    void keepsAnIdThatNoIndexCouldHold() {
        publish(messages(tenant, UUID.randomUUID(), """
                {"from":"447700900123","id":"wamid.%s","timestamp":"1767614400","type":"text","text":{"body":"Hi"}}""".formatted("x".repeat(9_000))));

        assertThat(only().path("content").path("text").stringValue()).isEqualTo("Hi");
    }

    private JsonNode only() {
        await().atMost(SOON).until(() -> list(tenant, "").size() == 1);
        return list(tenant, "").getFirst();
    }
}
