package io.parley.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.parley.acceptance.Stack.Service;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import tools.jackson.databind.JsonNode;

/**
 * Every send that was taken reaches WhatsApp exactly once, or never and says why, or is reported as unknown. Judged by
 * the ledger of the sandbox, which holds what it accepted whether or not the answer arrived.
 */
@ExtendWith(StackExtension.class)
class SendIT {

    private static final Set<String> TAKEN = Set.of("SENT", "DELIVERED", "READ");
    private static final int SENDS = 200;
    private static final int PER_SECOND = 40;

    private final Stack stack;
    private final Sandbox sandbox;
    private final Number number = Number.create();
    private final Tenant tenant;
    private final long seed = Long.getLong("acceptance.seed", System.nanoTime() % 1_000_000);

    SendIT(Stack stack) {
        this.stack = stack;
        this.sandbox = stack.sandbox();
        this.tenant = Tenant.with(stack, "Send", number);
    }

    @AfterEach
    void callOffFaults() {
        sandbox.clearFaults();
    }

    @Test
    void learnsFromTheStatusWhatAResetConnectionDidNotTell() {
        fault("{\"kind\":\"RESET_AFTER_ACCEPT\",\"phoneNumberId\":\"%s\",\"next\":1}", "{}");

        var sent =
                tenant.send("+447700900201", "Are you still there?").path("id").asString();

        awaitStatus(sent, "READ");
        assertThat(sandbox.accepted()).containsEntry(sent, 1);
    }

    @Test
    void reportsAsUnknownWhatNobodyEverTells() {
        fault("{\"kind\":\"SERVER_ERROR_AFTER_ACCEPT\",\"phoneNumberId\":\"%s\",\"next\":1}", "{\"drop\":1.0}");

        var sent = tenant.send("+447700900202", "Anybody?").path("id").asString();

        await().until(() -> errorOf(tenant.message(sent)).equals("SEND_OUTCOME_PENDING"));
        assertThat(tenant.message(sent).path("status").asString()).isEqualTo("QUEUED");
        awaitStatus(sent, "FAILED");
        assertThat(errorOf(tenant.message(sent))).isEqualTo("SEND_OUTCOME_UNKNOWN");
        assertThat(sandbox.accepted()).containsEntry(sent, 1);
    }

    @Test
    void keepsTheQueueOfADeadTokenUntilThereIsANewOne() {
        var fresh = "EAAfresh" + number.id();
        sandbox.define(number, fresh);

        var first = tenant.send("+447700900211", "One").path("id").asString();
        await().until(() -> statusOfNumber().equals("TOKEN_REJECTED"));
        var second = tenant.send("+447700900212", "Two").path("id").asString();
        assertThat(tenant.message(first).path("status").asString()).isEqualTo("QUEUED");
        assertThat(errorOf(tenant.message(first))).isEqualTo("190");

        var answer = tenant.api().patch("/api/settings", Map.of("whatsappConfig", Map.of("accessToken", fresh)));

        assertThat(answer.status()).as(answer.toString()).isEqualTo(200);
        awaitStatus(first, "READ");
        awaitStatus(second, "READ");
        await().until(() -> statusOfNumber().equals("CONNECTED"));
        assertThat(sandbox.accepted()).containsEntry(first, 1).containsEntry(second, 1);
    }

    private String statusOfNumber() {
        return tenant.api()
                .get("/api/settings")
                .data()
                .path("whatsappConfig")
                .path("status")
                .asString("");
    }

    @Test
    void triesAgainWhenWhatsAppIsTooBusyToListen() {
        fault("{\"kind\":\"HTTP_429\",\"phoneNumberId\":\"%s\",\"next\":2}", "{}");

        var sent = tenant.send("+447700900203", "No hurry").path("id").asString();

        awaitStatus(sent, "READ");
        assertThat(sandbox.accepted()).containsEntry(sent, 1);
    }

    @Test
    void failsAtOnceWithTheReasonThatWhatsAppGives() {
        fault("{\"kind\":\"ERROR\",\"code\":131026,\"phoneNumberId\":\"%s\",\"next\":1}", "{}");

        var sent = tenant.send("+447700900204", "Hello?").path("id").asString();

        awaitStatus(sent, "FAILED");
        assertThat(errorOf(tenant.message(sent))).isEqualTo("131026");
        assertThat(sandbox.accepted()).doesNotContainKey(sent);
    }

    @Test
    void keepsItsWordWhateverWhatsAppDoes() {
        System.out.println("SendIT: -Dacceptance.seed=" + seed);
        sandbox.faults("""
                {"seed":%1$d,"rules":[
                {"kind":"RESET_AFTER_ACCEPT","probability":0.08,"phoneNumberId":"%2$s"},
                {"kind":"RESET_BEFORE","probability":0.08,"phoneNumberId":"%2$s"},
                {"kind":"SERVER_ERROR_AFTER_ACCEPT","probability":0.08,"phoneNumberId":"%2$s"},
                {"kind":"SERVER_ERROR_BEFORE","probability":0.08,"phoneNumberId":"%2$s"},
                {"kind":"GARBAGE","probability":0.05,"phoneNumberId":"%2$s"},
                {"kind":"ERROR","code":130429,"probability":0.08,"phoneNumberId":"%2$s"},
                {"kind":"ERROR","code":131056,"probability":0.05,"phoneNumberId":"%2$s"},
                {"kind":"HTTP_429","probability":0.05,"phoneNumberId":"%2$s"}],
                "statuses":{"disorder":0.2,"duplicates":0.2,"statusBeforeAnswer":0.2,"drop":0.1}}""".formatted(seed, number.id()));

        var sent = send(() -> {});

        everySendIsAccountedFor(sent);
    }

    @Test
    void sendsNothingTwiceWhenItIsKilled() {
        System.out.println("SendIT: -Dacceptance.seed=" + seed);
        sandbox.faults(
                "{\"rules\":[{\"kind\":\"SLOW\",\"seconds\":0.5,\"when\":\"AFTER_ACCEPT\",\"phoneNumberId\":\"%s\"}]}"
                        .formatted(number.id()));
        var killed = new ArrayList<Long>();

        var sent = send(() -> killed.add(stack.kill(Service.MESSAGING)));

        stack.awaitRestart(Service.MESSAGING, killed.getFirst());
        everySendIsAccountedFor(sent);
    }

    /** Sends at a steady rate, to a few customers; somewhere in the middle {@code disturbance} happens. */
    private List<String> send(Runnable disturbance) {
        tenant.send("+447700900300", "First");
        var sent = new ArrayList<String>();
        var disturbed = SENDS / 4 + new Random(seed).nextInt(SENDS / 2);
        var begun = System.nanoTime();
        for (var i = 0; i < SENDS; i++) {
            var due = begun + i * Duration.ofSeconds(1).toNanos() / PER_SECOND;
            for (var now = System.nanoTime(); now < due; now = System.nanoTime()) {
                LockSupport.parkNanos(due - now);
            }
            if (i == disturbed) {
                disturbance.run();
            }
            var body =
                    Map.of("to", "+4477009003" + (10 + i % 50), "type", "text", "content", Map.of("text", "No. " + i));
            var answer = tenant.api()
                    .with("Idempotency-Key", UUID.randomUUID().toString())
                    .post("/api/messages", body);
            if (answer.status() == 201) {
                sent.add(answer.data().path("id").asString());
            } else {
                assertThat(answer.status()).as(answer.toString()).isEqualTo(503);
            }
        }
        System.out.println("SendIT: " + sent.size() + " of " + SENDS + " sends were taken");
        assertThat(sent).hasSizeGreaterThan(SENDS / 5);
        return sent;
    }

    private void everySendIsAccountedFor(List<String> sent) {
        await("nothing is queued any more")
                .atMost(Duration.ofMinutes(5))
                .pollInterval(Duration.ofMillis(500))
                .until(() -> tenant.total("&status=QUEUED") == 0);
        var accepted = sandbox.accepted();
        var outbound = tenant.messages();
        var known = new HashSet<String>();
        for (var message : outbound) {
            var id = message.path("id").asString();
            known.add(id);
            var times = accepted.getOrDefault(id, 0);
            assertThat(times).as(message.toString()).isLessThanOrEqualTo(1);
            if (TAKEN.contains(message.path("status").asString())) {
                assertThat(times).as(message.toString()).isEqualTo(1);
            } else {
                assertThat(message.path("status").asString()).isEqualTo("FAILED");
                assertThat(errorOf(message)).as(message.toString()).isNotEmpty();
                if (times == 1) {
                    assertThat(errorOf(message)).as(message.toString()).isEqualTo("SEND_OUTCOME_UNKNOWN");
                }
            }
        }
        assertThat(known).containsAll(sent);
        System.out.println("SendIT: " + outbound.size() + " messages, of them unknown: "
                + outbound.stream()
                        .filter(one -> errorOf(one).equals("SEND_OUTCOME_UNKNOWN"))
                        .count());
    }

    private void fault(String rule, String statuses) {
        sandbox.faults("{\"rules\":[" + rule.formatted(number.id()) + "],\"statuses\":" + statuses + "}");
    }

    private void awaitStatus(String id, String status) {
        await(status)
                .pollInterval(Duration.ofMillis(100))
                .until(() -> tenant.message(id).path("status").asString().equals(status));
    }

    private static String errorOf(JsonNode message) {
        return message.path("error").path("code").asString("");
    }
}
