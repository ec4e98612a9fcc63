package io.parley.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.parley.acceptance.OpenLoop.Outcome;
import io.parley.acceptance.OpenLoop.Shot;
import io.parley.acceptance.Stack.Service;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import tools.jackson.databind.JsonNode;

/** What was acknowledged is kept, once and in order, whatever dies meanwhile. */
@ExtendWith(StackExtension.class)
class KillIT {

    private static final int PER_SECOND = 200;
    private static final int CUSTOMERS = 400;

    /**
     * How long a killed service may be away, caches for a fast start not being made for this stack. The time it really
     * took is printed; the goal is 20 s.
     */
    private static final Duration PATIENCE = Duration.parse(System.getProperty("acceptance.patience", "PT5M"));

    private final Stack stack;
    private final long seed = Long.getLong("acceptance.seed", System.nanoTime() % 1_000_000);
    private final Random random = new Random(seed);
    private final long second = Instant.now().getEpochSecond();
    private final List<Number> numbers =
            List.of(Number.create(), Number.create(), Number.create("kill-own-secret-" + seed), Number.create());
    private final List<Tenant> tenants = new ArrayList<>();

    KillIT(Stack stack) {
        this.stack = stack;
    }

    @Test
    void losesAndDoublesNothingWhenServicesAreKilled() {
        numbers.forEach(number -> tenants.add(Tenant.with(stack, "Kill", number)));
        System.out.println("KillIT: -Dacceptance.seed=" + seed);
        try (var load = new OpenLoop(stack, PER_SECOND, this::webhook)) {
            load.start();
            killUnder(load, Service.INGEST);
            killUnder(load, Service.MESSAGING);
            awaitMore(load, 2 * PER_SECOND);
            var shots = load.stop();
            System.out.println("KillIT: " + shots.size() + " webhooks " + OpenLoop.summary(shots));

            assertThat(of(shots, Outcome.WRONG)).isEmpty();
            assertThat(of(shots, Outcome.OK)).hasSizeGreaterThan(2 * PER_SECOND);
            assertThat(shots.size())
                    .as("the kills were felt")
                    .isGreaterThan(of(shots, Outcome.OK).size());
            awaitArrival(of(shots, Outcome.OK).size());
            stack.operator().awaitQuiet();
            everythingIsThereOnceAndInOrder(shots);

            load.redeliver(
                    shots.stream().filter(shot -> shot.outcome() != Outcome.OK).toList());
            awaitArrival(shots.size());
            stack.operator().awaitQuiet();
            assertThat(stored().values())
                    .allMatch(messages -> messages.size() == 1)
                    .hasSize(shots.size());
        }
    }

    private void killUnder(OpenLoop load, Service service) {
        awaitMore(load, 2 * PER_SECOND + random.nextInt(3 * PER_SECOND));
        var killed = stack.kill(service);
        var took = stack.awaitRestart(service, killed);
        System.out.println("KillIT: " + service + " was ready again after " + took.toMillis() + " ms");
        assertThat(took).as(service + " is ready again").isLessThan(PATIENCE);
    }

    private static void awaitMore(OpenLoop load, int webhooks) {
        var goal = load.begun() + webhooks;
        await().pollInterval(Duration.ofMillis(5)).until(() -> load.begun() >= goal);
    }

    private void awaitArrival(int atLeast) {
        await("the last acknowledged message is there")
                .atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(200))
                .until(() ->
                        tenants.stream().mapToLong(tenant -> tenant.total("")).sum() >= atLeast);
    }

    private void everythingIsThereOnceAndInOrder(List<Shot> shots) {
        var stored = stored();
        for (var shot : shots) {
            var copies = stored.getOrDefault(wamid(shot.number()), List.of()).size();
            if (shot.outcome() == Outcome.OK) {
                assertThat(copies).as(shot.toString()).isEqualTo(1);
            } else {
                assertThat(copies).as(shot.toString()).isLessThanOrEqualTo(1);
            }
        }
        var sent = shots.stream().map(shot -> wamid(shot.number())).collect(Collectors.toSet());
        assertThat(sent).containsAll(stored.keySet());
        orderIsKept(shots);
    }

    /** A message may stand before another one unless that one was taken before this one was even sent. */
    private void orderIsKept(List<Shot> shots) {
        var byWamid = shots.stream().collect(Collectors.toMap(shot -> wamid(shot.number()), shot -> shot));
        for (var tenant : tenants) {
            var conversations = tenant.messages().reversed().stream()
                    .collect(Collectors.groupingBy(
                            message -> message.path("conversationId").asString()));
            assertThat(conversations).isNotEmpty();
            for (var conversation : conversations.values()) {
                var inOrder = conversation.stream()
                        .map(message -> byWamid.get(message.path("whatsappId").asString()))
                        .filter(shot -> shot.outcome() == Outcome.OK)
                        .toList();
                for (var first = 0; first < inOrder.size(); first++) {
                    for (var later = first + 1; later < inOrder.size(); later++) {
                        assertThat(inOrder.get(later).ended())
                                .as(inOrder.get(later) + " must not stand after " + inOrder.get(first))
                                .isGreaterThan(inOrder.get(first).begun());
                    }
                }
            }
        }
    }

    /** What is listed, by wamid; also checks that each message says what its webhook said. */
    private Map<String, List<JsonNode>> stored() {
        var stored = new HashMap<String, List<JsonNode>>();
        for (var tenant : tenants) {
            for (var message : tenant.messages()) {
                var wamid = message.path("whatsappId").asString();
                var number = Integer.parseInt(wamid.substring(wamid.lastIndexOf('.') + 1));
                assertThat(message.path("content").path("text").asString()).isEqualTo(text(number));
                assertThat(tenant).isEqualTo(tenants.get(number % numbers.size()));
                stored.computeIfAbsent(wamid, id -> new ArrayList<>()).add(message);
            }
        }
        return stored;
    }

    private static List<Shot> of(List<Shot> shots, Outcome outcome) {
        return shots.stream().filter(shot -> shot.outcome() == outcome).toList();
    }

    /** All messages of a customer carry the same second, so that only Parley can keep their order. */
    private Webhook webhook(int number) {
        var phone = numbers.get(number % numbers.size());
        var customer = Long.toString(447_700_000_000L + number % CUSTOMERS);
        var message = Webhook.text(wamid(number), customer, second, text(number));
        return Webhook.signed(Webhook.of(Webhook.entry(phone, List.of(message), List.of())), phone.secret());
    }

    private String wamid(int number) {
        return "wamid.kill" + seed + "." + number;
    }

    private static String text(int number) {
        return number % 5 == 0 ? "№ " + number + ": ¿está abierto? ☕ 👍 a/b \\ \"c\"" : "Message " + number;
    }
}
