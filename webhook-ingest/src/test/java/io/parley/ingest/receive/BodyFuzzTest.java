package io.parley.ingest.receive;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.parley.contract.TenantId;
import io.parley.contract.WebhookElements;
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
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import tools.jackson.databind.JsonNode;

/** Whatever a signed body holds, reading it ends in events; the seed of a failure is the repetition's number. */
class BodyFuzzTest {

    private static final int BODIES = 2_000;
    private static final String[] PIECES = {
        "{",
        "}",
        "[",
        "]",
        ",",
        ":",
        "\"",
        "\\u0000",
        "\\ud83d",
        "\"from\"",
        "\"from_user_id\"",
        "\"messages\"",
        "\"statuses\"",
        "\"contacts\"",
        "\"metadata\"",
        "{\"phone_number_id\":\"111\"}",
        "\"id\"",
        "\"entry\"",
        "\"changes\"",
        "\"value\"",
        "\"field\"",
        "\"waba_info\"",
        "null",
        "true",
        "-0.0e9",
        "1e400",
        "é",
        "\u0000",
        "[{}]",
        "[[[["
    };

    private final SigningKey key = SigningKey.of(new Secret("platform"));
    private final Directory directory = new Directory(
            Optional.of(key),
            Optional.empty(),
            List.of(new ConnectedTenant(
                    new TenantId(UUID.randomUUID()),
                    true,
                    false,
                    Set.of(),
                    Set.of("111"),
                    Set.of("7"),
                    Optional.empty())));
    private final Routing routing = new Routing(new Ids());
    private final BodyReader reader = new BodyReader();

    @RepeatedTest(10)
    void everyBodyEndsInEvents(RepetitionInfo repetition) {
        var random = new Random(repetition.getCurrentRepetition());
        for (var i = 0; i < BODIES; i++) {
            var body = random.nextInt(10) == 0 ? noise(random) : mutated(webhook(random), random);

            assertThat(route(body)).isNotEmpty();
        }
    }

    @RepeatedTest(10)
    void everyElementOfAReadableBodyArrivesOnceAndInOrder(RepetitionInfo repetition) {
        var random = new Random(repetition.getCurrentRepetition());
        for (var i = 0; i < BODIES / 10; i++) {
            var body = webhook(random).getBytes(UTF_8);

            var events = route(body);

            var sent = messagesIn(body);
            var arrived = events.stream()
                    .flatMap(event -> messagesIn(event.content().body()).stream())
                    .toList();
            assertThat(arrived).containsExactlyInAnyOrderElementsOf(sent);
            for (var event : events) {
                var mine = messagesIn(event.content().body());
                assertThat(event.content().elements()).isEqualTo(WebhookElements.count("messages", mine.size(), 0));
                assertThat(mine).isEqualTo(sent.stream().filter(mine::contains).toList());
            }
        }
    }

    private List<RawEvent> route(byte[] body) {
        var arrival = new Routing.Arrival(Instant.EPOCH, null);
        return routing.route(body, reader.read(body), key, directory, arrival).orElseThrow();
    }

    private static List<String> messagesIn(byte[] body) {
        var ids = new java.util.ArrayList<String>();
        for (JsonNode entry : Json.events().readTree(body).path("entry")) {
            for (JsonNode change : entry.path("changes")) {
                change.at("/value/messages")
                        .forEach(message -> ids.add(message.path("id").asString()));
            }
        }
        return ids;
    }

    private static String webhook(Random random) {
        var changes = new StringBuilder();
        var number = 0;
        for (var change = 0; change <= random.nextInt(3); change++) {
            var messages = new StringBuilder();
            for (var message = 0; message <= random.nextInt(6); message++) {
                var customer = random.nextInt(3);
                messages.append(messages.isEmpty() ? "" : random.nextBoolean() ? "," : " ,\n")
                        .append("{\"id\":\"w")
                        .append(number++)
                        .append('"')
                        .append(random.nextBoolean() ? ",\"from\":\"44" + customer + "\"" : "")
                        .append(random.nextBoolean() ? ",\"from_user_id\":\"GB." + customer + "\"" : "")
                        .append(",\"text\":{\"body\":\"caf\\u00e9 é \\\"}]\"}}");
            }
            changes.append(changes.isEmpty() ? "" : ",")
                    .append(
                            "{\"field\":\"messages\",\"value\":{\"metadata\":{\"phone_number_id\":\"111\"},\"messages\":[")
                    .append(messages)
                    .append("],\"contacts\":[{\"wa_id\":\"441\",\"user_id\":\"GB.1\"}]}}");
        }
        return "{\"object\":\"whatsapp_business_account\",\"entry\":[{\"id\":\"7\",\"changes\":[" + changes + "]}]}";
    }

    private static byte[] mutated(String webhook, Random random) {
        var text = new StringBuilder(webhook);
        for (var i = 0; i <= random.nextInt(4); i++) {
            var at = random.nextInt(text.length());
            switch (random.nextInt(4)) {
                case 0 -> text.insert(at, PIECES[random.nextInt(PIECES.length)]);
                case 1 -> text.delete(at, Math.min(text.length(), at + 1 + random.nextInt(20)));
                case 2 -> text.setCharAt(at, (char) random.nextInt(256));
                default -> text.insert(at, text.substring(at, Math.min(text.length(), at + random.nextInt(60))));
            }
            if (text.isEmpty()) {
                text.append('{');
            }
        }
        var bytes = text.toString().getBytes(UTF_8);
        if (random.nextInt(3) == 0) {
            bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
        }
        return bytes;
    }

    private static byte[] noise(Random random) {
        var bytes = new byte[random.nextInt(300)];
        random.nextBytes(bytes);
        return bytes;
    }
}
