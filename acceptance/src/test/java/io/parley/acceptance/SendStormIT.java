package io.parley.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.parley.acceptance.Stack.Service;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import tools.jackson.databind.JsonNode;

/**
 * Many sends from several tenants while WhatsApp resets connections, hangs and fails after accepting, and while the service
 * that sends is killed. The ledger of the sandbox judges: none twice, each sent, failed with a reason, or reported as
 * unknown; and a status that comes late settles an unknown one.
 */
@ExtendWith(StackExtension.class)
class SendStormIT {

    private static final int SENDS = Integer.getInteger("acceptance.sends", 1_500);
    private static final int TENANTS = 5;
    private static final int CALLERS = 8;
    private static final Duration PATIENCE = Duration.ofMinutes(5).plusMillis(200L * SENDS);
    private static final String OUTCOME_UNKNOWN = "SEND_OUTCOME_UNKNOWN";

    private final Stack stack;
    private final Sandbox sandbox;
    private final long seed = Long.getLong("acceptance.seed", System.nanoTime() % 1_000_000);
    private final Random random = new Random(seed);
    private final List<Tenant> tenants = new ArrayList<>();
    private final Queue<String> taken = new ConcurrentLinkedQueue<>();

    SendStormIT(Stack stack) {
        this.stack = stack;
        this.sandbox = stack.sandbox();
    }

    @AfterEach
    void callOffFaults() {
        sandbox.clearFaults();
    }

    @Test
    void sendsEachMessageOnceOrSaysWhyNotOrThatItIsUnsure() {
        System.out.println("SendStormIT: -Dacceptance.seed=" + seed + " -Dacceptance.sends=" + SENDS);
        for (var i = 0; i < TENANTS; i++) {
            tenants.add(Tenant.with(stack, "Storm", Number.create()));
        }
        tenants.forEach(tenant ->
                taken.add(tenant.send("+447700900300", "First").path("id").asString()));
        sandbox.faults("""
                {"seed":%d,"rules":[
                {"kind":"RESET_AFTER_ACCEPT","probability":0.03},
                {"kind":"RESET_BEFORE","probability":0.03},
                {"kind":"SERVER_ERROR_AFTER_ACCEPT","probability":0.03},
                {"kind":"SERVER_ERROR_BEFORE","probability":0.02},
                {"kind":"HANG","seconds":8,"when":"AFTER_ACCEPT","probability":0.005},
                {"kind":"GARBAGE","probability":0.01},
                {"kind":"ERROR","code":130429,"probability":0.02},
                {"kind":"ERROR","code":131026,"probability":0.02}],
                "statuses":{"disorder":0.2,"duplicates":0.2,"statusBeforeAnswer":0.1,"drop":0.05}}""".formatted(seed));

        sendAll();

        await("nothing is queued any more")
                .atMost(PATIENCE)
                .pollInterval(Duration.ofSeconds(1))
                .until(() -> queued() == 0);
        var settled = everySendIsAccountedFor();
        sandbox.clearFaults();
        aLateStatusSettlesWhatIsUnknown(settled);
    }

    /** Several callers post at once; twice, somewhere in between, the service is killed. */
    private void sendAll() {
        var next = new AtomicInteger();
        var kills = List.of(SENDS / 5 + random.nextInt(SENDS / 5), 3 * SENDS / 5 + random.nextInt(SENDS / 5));
        try (var callers = Executors.newVirtualThreadPerTaskExecutor()) {
            var calls = Stream.generate(() -> CompletableFuture.runAsync(
                            () -> {
                                for (var i = next.getAndIncrement(); i < SENDS; i = next.getAndIncrement()) {
                                    post(i);
                                }
                            },
                            callers))
                    .limit(CALLERS)
                    .toList();
            for (var kill : kills) {
                await().atMost(PATIENCE).pollInterval(Duration.ofMillis(10)).until(() -> next.get() >= kill);
                var killed = stack.kill(Service.MESSAGING);
                System.out.println(
                        "SendStormIT: messaging-service was killed at " + next.get() + " and was ready again after "
                                + stack.awaitRestart(Service.MESSAGING, killed).toMillis() + " ms");
            }
            calls.forEach(CompletableFuture::join);
        }
    }

    /** Repeats a request that was not answered under its key, as a careful caller does. */
    private void post(int number) {
        var tenant = tenants.get(number % TENANTS);
        var body = Map.of(
                "to", "+4477%08d".formatted(number / 2), "type", "text", "content", Map.of("text", "No. " + number));
        var key = UUID.randomUUID().toString();
        await().atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(200))
                .pollDelay(Duration.ZERO)
                .until(() -> {
                    var answer = tenant.api().with("Idempotency-Key", key).post("/api/messages", body);
                    if (answer.status() == 201) {
                        taken.add(answer.data().path("id").asString());
                        return true;
                    }
                    return false;
                });
    }

    private long queued() {
        return tenants.stream()
                .mapToLong(tenant -> tenant.total("&status=QUEUED"))
                .sum();
    }

    private Map<Tenant, List<JsonNode>> everySendIsAccountedFor() {
        var accepted = sandbox.accepted();
        var counts = new HashMap<String, Integer>();
        var unknown = new HashMap<Tenant, List<JsonNode>>();
        var seen = new ArrayList<String>();
        for (var tenant : tenants) {
            for (var message : tenant.messages()) {
                var id = message.path("id").asString();
                seen.add(id);
                var times = accepted.getOrDefault(id, 0);
                var status = message.path("status").asString();
                var error = message.path("error").path("code").asString("");
                counts.merge(error.isEmpty() ? status : error, 1, Integer::sum);
                assertThat(times).as(message.toString()).isLessThanOrEqualTo(1);
                if (!status.equals("FAILED")) {
                    assertThat(times).as(message.toString()).isEqualTo(1);
                } else if (error.equals(OUTCOME_UNKNOWN)) {
                    unknown.computeIfAbsent(tenant, one -> new ArrayList<>()).add(message);
                } else {
                    assertThat(error).as(message.toString()).isNotEmpty();
                    assertThat(times).as(message.toString()).isZero();
                }
            }
        }
        System.out.println("SendStormIT: " + seen.size() + " messages, none sent twice: " + counts);
        assertThat(seen).doesNotHaveDuplicates().containsAll(taken).hasSize(SENDS + TENANTS);
        return unknown;
    }

    /** What WhatsApp accepted without anybody knowing is delivered after all, and says so. */
    private void aLateStatusSettlesWhatIsUnknown(Map<Tenant, List<JsonNode>> unknown) {
        var wamids = sandbox.wamids();
        unknown.forEach((tenant, messages) -> {
            var accepted = new HashMap<>(wamids);
            accepted.keySet()
                    .retainAll(messages.stream()
                            .map(message -> message.path("id").asString())
                            .toList());
            accepted.entrySet().stream().limit(5).forEach(one -> {
                sandbox.report(one.getValue(), "delivered");
                await().until(() ->
                        tenant.message(one.getKey()).path("status").asString().equals("DELIVERED"));
            });
        });
    }

    /** Forty-five run ahead; WhatsApp, asked to mind, minds none of them. */
    @Test
    void keepsToTheRateOfAPairByItself() {
        var number = Number.create();
        var tenant = Tenant.with(stack, "Pair", number);
        sandbox.configure(Map.of("pairLimit", Map.of("enabled", true)));
        try {
            var sent = IntStream.range(0, 60)
                    .mapToObj(i ->
                            tenant.send("+447700900400", "No. " + i).path("id").asString())
                    .toList();

            await().until(() -> sandbox.sends(number).size() >= 10);
            await().during(Duration.ofSeconds(3))
                    .until(() -> sandbox.sends(number).size() <= 45);
            assertThat(sent)
                    .allMatch(id -> !tenant.message(id)
                            .path("error")
                            .path("code")
                            .asString("")
                            .equals("131056"));
        } finally {
            sandbox.configure(Map.of("pairLimit", Map.of("enabled", false)));
            sandbox.define(number, "EAAgone"); // or the rest would go on trickling for minutes
        }
    }
}
