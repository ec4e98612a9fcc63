package io.parley.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import tools.jackson.databind.JsonNode;

/** Every webhook is accounted for, and replaying what was kept changes nothing. */
@ExtendWith(StackExtension.class)
class LedgerIT {

    private static final int WEBHOOKS = 10_000;
    private static final int AT_ONCE = 24;
    private static final int SENDS = 20;
    private static final int DAMAGED = 1;
    private static final Duration ANSWER_TAKES = Duration.ofSeconds(3);

    private final Stack stack;
    private final Operator operator;
    private final WebhookMix mix = new WebhookMix();
    private final List<Tenant> tenants = new ArrayList<>();

    LedgerIT(Stack stack) {
        this.stack = stack;
        this.operator = stack.operator();
    }

    @Test
    void accountsForTenThousandMixedWebhooksToTheUnit() throws InterruptedException, ExecutionException {
        mix.numbers().forEach(number -> tenants.add(Tenant.with(stack, "Ledger", number)));
        operator.awaitQuiet();
        var unroutedBefore = operator.elementsOfNobody("UNROUTED");
        var unreadableBefore = operator.elementsOfNobody("UNPARSEABLE");
        var since = Instant.now().minusSeconds(60);

        var overtaken = postStatusesBeforeTheirMessages();
        postAll(mix.webhooks(WEBHOOKS - mix.posted()));
        tenants.forEach(tenant -> operator.publishDamaged(tenant.id(), number(tenant)));
        operator.awaitQuiet();

        assertThat(mix.posted()).isEqualTo(WEBHOOKS);
        tenants.forEach(this::ledgerAddsUp);
        assertThat(operator.elementsOfNobody("UNROUTED") - unroutedBefore).isEqualTo(mix.unrouted());
        assertThat(operator.elementsOfNobody("UNPARSEABLE") - unreadableBefore).isEqualTo(mix.garbage());
        overtaken.forEach(
                id -> assertThat(tenants.getFirst().message(id).path("status").asString())
                        .isEqualTo("READ"));

        var before = tenants.stream().map(LedgerIT::digest).toList();
        tenants.forEach(tenant -> replayEverything(tenant, since));
        operator.awaitQuiet();

        assertThat(tenants.stream().map(LedgerIT::digest)).isEqualTo(before);
        tenants.forEach(tenant -> {
            var ledger = tenant.ledger();
            assertThat(ledger.path("received").asLong()).isEqualTo(received(tenant));
            assertThat(sum(ledger)).isEqualTo(received(tenant));
            assertThat(ledger.path("dead").asLong()).isEqualTo(DAMAGED);
            assertThat(ledger.path("pending").asLong()).isZero();
        });
        unroutedOnesFindTheTenantThatConnectsTheirNumber();
    }

    /** The Graph API's answers are held back, so that the statuses are there before Parley knows what they are about. */
    private List<String> postStatusesBeforeTheirMessages() {
        var sender = tenants.getFirst();
        stack.sandbox()
                .faults("""
                {"rules":[{"kind":"SLOW","when":"AFTER_ACCEPT","seconds":%d,"phoneNumberId":"%s"}],"statuses":{"drop":1.0}}\
                """.formatted(ANSWER_TAKES.toSeconds(), number(sender).id()));
        try {
            var ids = new ArrayList<String>();
            for (var i = 0; i < SENDS; i++) {
                ids.add(sender.send("+4477009100" + (10 + i), "Ready to collect")
                        .path("id")
                        .asString());
            }
            await("all are accepted, none is answered")
                    .pollInterval(Duration.ofMillis(20))
                    .until(() -> stack.sandbox().sends(number(sender)).size() == SENDS);
            for (var send : stack.sandbox().sends(number(sender))) {
                var wamid = send.path("wamid").asString();
                var webhook =
                        mix.statuses(number(sender), wamid, send.path("waId").asString(), "read", "delivered");
                assertThat(webhook.post(stack).status()).isEqualTo(200);
            }
            await("the answers have come, too late").until(() -> sender.total("&status=READ") == SENDS);
            return ids;
        } finally {
            stack.sandbox().clearFaults();
        }
    }

    private void postAll(List<Webhook> webhooks) throws InterruptedException, ExecutionException {
        try (var threads = Executors.newFixedThreadPool(AT_ONCE)) {
            var posts = new ArrayList<Future<Integer>>();
            for (var webhook : webhooks) {
                Callable<Integer> post = () -> webhook.post(stack).status();
                posts.add(threads.submit(post));
            }
            for (var post : posts) {
                assertThat(post.get()).isEqualTo(200);
            }
        }
    }

    private void ledgerAddsUp(Tenant tenant) {
        var ledger = tenant.ledger();
        var number = number(tenant);
        System.out.println("LedgerIT: " + ledger);

        assertThat(ledger.path("received").asLong()).isEqualTo(received(tenant));
        assertThat(sum(ledger)).isEqualTo(received(tenant));
        assertThat(ledger.path("pending").asLong()).isZero();
        assertThat(ledger.path("dead").asLong()).isEqualTo(DAMAGED);
        assertThat(ledger.path("duplicate").asLong()).isEqualTo(mix.repeated(number));
        assertThat(tenant.total("&direction=INBOUND")).isEqualTo(mix.distinct(number));
    }

    private long received(Tenant tenant) {
        return mix.received(number(tenant)) + DAMAGED;
    }

    private static long sum(JsonNode ledger) {
        var sum = ledger.path("applied").asLong()
                + ledger.path("duplicate").asLong()
                + ledger.path("dead").asLong();
        for (var reason : ledger.path("ignored")) {
            sum += reason.asLong();
        }
        return sum;
    }

    private void replayEverything(Tenant tenant, Instant since) {
        var from = since.toString();
        var replayed = 0L;
        while (!from.isEmpty()) {
            var answer = tenant.api().post("/api/webhook/events/replay", java.util.Map.of("since", from));
            assertThat(answer.status()).as(answer.toString()).isEqualTo(200);
            replayed += answer.data().path("replayed").asLong();
            from = answer.data().path("continueSince").asString("");
        }
        assertThat(replayed).isPositive();
    }

    private void unroutedOnesFindTheTenantThatConnectsTheirNumber() {
        var unknown = mix.unknownNumber();
        var before = operator.elementsOfNobody("UNROUTED");
        var newcomer = Tenant.with(stack, "Newcomer", unknown);

        await().until(() -> newcomer.ledger().path("received").asLong() == mix.received(unknown)
                && newcomer.ledger().path("pending").asLong() == 0);
        assertThat(newcomer.total("")).isEqualTo(mix.distinct(unknown));
        assertThat(before - operator.elementsOfNobody("UNROUTED")).isEqualTo(mix.received(unknown));
    }

    private Number number(Tenant tenant) {
        return mix.numbers().get(tenants.indexOf(tenant));
    }

    /** The number of messages and a digest over all that the API says of them. */
    private static String digest(Tenant tenant) {
        try {
            var messages = tenant.messages();
            var digest = MessageDigest.getInstance("SHA-256");
            messages.forEach(message -> digest.update(message.toString().getBytes(StandardCharsets.UTF_8)));
            return messages.size() + " " + HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
