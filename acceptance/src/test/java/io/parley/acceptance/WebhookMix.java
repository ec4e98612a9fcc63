package io.parley.acceptance;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;

/**
 * Webhooks of every kind that arrives in practice, and the count of what they hold: single messages, repeats, statuses of
 * messages nobody knows, numbers nobody knows, several elements, several tenants in one body, signed garbage.
 */
final class WebhookMix {

    private static final String OWN_SECRET = "ledger-own-secret";

    private static final List<byte[]> GARBAGE = List.of(
            "not JSON at all".getBytes(StandardCharsets.UTF_8),
            "{\"object\":\"whatsapp_business_account\",\"entry\":[{\"id\":\"1\",\"chan"
                    .getBytes(StandardCharsets.UTF_8),
            "[".repeat(10_000).getBytes(StandardCharsets.UTF_8),
            new byte[] {0, (byte) 0xff, (byte) 0xc3, 0x28, '{'},
            "\"whatsapp_business_account\"".getBytes(StandardCharsets.UTF_8));

    private final List<Number> numbers = List.of(Number.create(), Number.create(), Number.create(OWN_SECRET));
    private final Number unknown = Number.create();
    private final Random random = new Random(20_26);
    private final String run = Long.toHexString(System.nanoTime());
    private final long now = Instant.now().getEpochSecond();
    private final Map<Number, Count> counts = new HashMap<>();
    private final List<Posted> single = new ArrayList<>();
    private int posted;
    private long garbage;
    private int wamids;

    private record Posted(Number number, String message, Webhook webhook) {}

    private static final class Count {
        private long received;
        private long repeated;
        private long distinct;
    }

    /** The numbers that tenants are to connect; the last one has a Meta app of its own. */
    List<Number> numbers() {
        return numbers;
    }

    /** The number that nobody has connected. */
    Number unknownNumber() {
        return unknown;
    }

    int posted() {
        return posted;
    }

    long garbage() {
        return garbage;
    }

    long unrouted() {
        return received(unknown);
    }

    /** How many elements were sent for {@code number}. */
    long received(Number number) {
        return count(number).received;
    }

    /** How many of them were messages that had been sent before. */
    long repeated(Number number) {
        return count(number).repeated;
    }

    /** How many different messages of customers were sent for {@code number}. */
    long distinct(Number number) {
        return count(number).distinct;
    }

    /** Makes one webhook with statuses of one message, in this order. */
    Webhook statuses(Number number, String wamid, String recipient, String... words) {
        count(number).received += words.length;
        posted++;
        var statuses = Arrays.stream(words)
                .map(word -> Webhook.status(wamid, word, recipient, now))
                .toList();
        return Webhook.signed(Webhook.of(Webhook.entry(number, List.of(), statuses)), number.secret());
    }

    /** Makes {@code many} webhooks, always the same shares of each kind, in random order. */
    List<Webhook> webhooks(int many) {
        var webhooks = new ArrayList<Webhook>(many);
        for (var i = 0; i < many; i++) {
            webhooks.add(next(i % 100, numbers.get(i % numbers.size())));
        }
        posted += many;
        Collections.shuffle(webhooks, random);
        return webhooks;
    }

    private Webhook next(int kind, Number number) {
        if (kind >= 60 && kind < 75 && !single.isEmpty()) {
            return kind < 70 ? again() : againWithANewOne();
        }
        if (kind < 75) {
            return one(number);
        }
        if (kind < 80) {
            return of(unknown.secret(), elements(unknown, 1, 0));
        }
        if (kind < 85) {
            garbage++;
            return Webhook.signed(GARBAGE.get(kind % GARBAGE.size()), kind == 84 ? OWN_SECRET : Stack.APP_SECRET);
        }
        if (kind < 90) {
            return of(number.secret(), elements(number, 0, 1));
        }
        if (kind < 95) {
            return of(number.secret(), elements(number, 5, 2), elements(number, 1, 1));
        }
        return of(
                Stack.APP_SECRET,
                elements(numbers.get(0), 2, 1),
                elements(unknown, 2, 0),
                elements(numbers.get(1), 2, 1),
                elements(numbers.get(0), 1, 0));
    }

    private Webhook one(Number number) {
        var message = message(number);
        var webhook = of(number.secret(), Webhook.entry(number, List.of(message), List.of()));
        single.add(new Posted(number, message, webhook));
        return webhook;
    }

    private Webhook again() {
        var earlier = single.get(random.nextInt(single.size()));
        count(earlier.number()).received++;
        count(earlier.number()).repeated++;
        return earlier.webhook();
    }

    private Webhook againWithANewOne() {
        var earlier = single.get(random.nextInt(single.size()));
        count(earlier.number()).received++;
        count(earlier.number()).repeated++;
        var messages = List.of(message(earlier.number()), earlier.message());
        return of(earlier.number().secret(), Webhook.entry(earlier.number(), messages, List.of()));
    }

    private String elements(Number number, int messages, int statuses) {
        count(number).received += statuses;
        return Webhook.entry(
                number,
                IntStream.range(0, messages).mapToObj(i -> message(number)).toList(),
                IntStream.range(0, statuses)
                        .mapToObj(i -> Webhook.status(wamid(), "delivered", customer(), now))
                        .toList());
    }

    private String message(Number number) {
        count(number).received++;
        count(number).distinct++;
        return Webhook.text(wamid(), customer(), now - random.nextInt(3_600), "Größe " + wamids + " / 50 €? 👟");
    }

    private String wamid() {
        return "wamid.ledger." + run + "." + wamids++;
    }

    private String customer() {
        return Long.toString(447_700_900_000L + random.nextInt(500));
    }

    private static Webhook of(String secret, String... entries) {
        return Webhook.signed(Webhook.of(entries), secret);
    }

    private Count count(Number number) {
        return counts.computeIfAbsent(number, missing -> new Count());
    }
}
