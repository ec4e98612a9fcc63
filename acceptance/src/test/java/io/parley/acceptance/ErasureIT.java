package io.parley.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.parley.contract.Erasures;
import io.parley.testkit.Patience;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import tools.jackson.databind.JsonNode;

/** A customer is erased everywhere: nothing in any table and no file holds what they wrote, or their number. */
@ExtendWith(StackExtension.class)
class ErasureIT {

    private static final Duration SOON = Patience.SOON;

    private final Stack stack;
    private final Number number = Number.create();
    private final Tenant tenant;
    private final String digits =
            "4477" + String.valueOf(10_000_000 + (System.nanoTime() & 0xffffff)).substring(0, 8);
    private final String canary = "canary" + UUID.randomUUID().toString().replace("-", "");

    ErasureIT(Stack stack) {
        this.stack = stack;
        this.tenant = Tenant.with(stack, "Erasure", number);
    }

    @Test
    void leavesNothingOfTheCustomerInAnyTableOrFile() {
        customerWrites(canary + " one");
        customerWrites(canary + " two");
        stack.sandbox()
                .inbound(Map.of(
                        "phoneNumberId",
                        number.id(),
                        "from",
                        "+" + digits,
                        "name",
                        canary,
                        "media",
                        Map.of("kind", "image", "size", 20_000, "caption", canary)));
        await().atMost(SOON).until(() -> tenant.total("&direction=INBOUND") == 3);
        await().atMost(SOON)
                .until(() -> stack.operator().filesOf(stack, tenant.id()).size() == 1);
        var answer = tenant.send("+" + digits, canary + " answer").path("id").asString();
        await().atMost(SOON)
                .until(() -> tenant.message(answer).path("status").asString().equals("READ"));
        var contact = contact();
        note();
        stack.operator().awaitQuiet();
        assertThat(found()).as("the test would see it").isNotEmpty();
        var totals = tenant.ledger();

        var erased = tenant.api().delete("/api/contacts/" + contact + "?erase=true");

        assertThat(erased.status()).as(erased.toString()).isEqualTo(202);
        var id = erased.data().path("id").asString();
        await("all services have answered")
                .atMost(Duration.ofMinutes(3))
                .until(() -> receipt(id).path("status").asString().equals("COMPLETED"));
        var receipt = receipt(id);
        assertThat(receipt.path("services")
                        .valueStream()
                        .map(one -> one.path("service").asString()))
                .containsExactlyElementsOf(Erasures.SERVICES);
        assertThat(counts(receipt, "messaging-service", "messages")).isEqualTo(4);
        assertThat(counts(receipt, "messaging-service", "files")).isEqualTo(1);
        assertThat(counts(receipt, "conversation-service", "conversations")).isEqualTo(1);
        assertThat(counts(receipt, "webhook-ingest", "webhooks")).isGreaterThanOrEqualTo(4);
        await("nothing is left")
                .atMost(SOON)
                .untilAsserted(() -> assertThat(found()).isEmpty());
        assertThat(stack.operator().filesOf(stack, tenant.id())).isEmpty();
        assertThat(tenant.total("")).isEqualTo(4);
        assertThat(tenant.ledger()).isEqualTo(totals);
    }

    @Test
    void knowsTheCustomerWhoWritesAfterwardsAsSomebodyNew() {
        customerWrites("first");
        await().atMost(SOON).until(() -> tenant.total("") == 1);
        var contact = contact();
        var id = tenant.api()
                .delete("/api/contacts/" + contact + "?erase=true")
                .data()
                .path("id")
                .asString();
        await().atMost(Duration.ofMinutes(3))
                .until(() -> receipt(id).path("status").asString().equals("COMPLETED"));

        customerWrites("second");

        await().atMost(SOON).until(() -> tenant.total("") == 2);
        assertThat(contact()).isNotEqualTo(contact);
        var threads = tenant.api().get("/api/conversations").data().path("conversations");
        await().atMost(SOON)
                .until(() -> tenant.api()
                                .get("/api/conversations")
                                .data()
                                .path("conversations")
                                .size()
                        == 1);
        assertThat(threads.size()).isLessThanOrEqualTo(1);
    }

    @Test
    void endsWhatAKillInterrupted() {
        for (var i = 0; i < 20; i++) {
            customerWrites(canary + " " + i);
        }
        await().atMost(SOON).until(() -> tenant.total("") == 20);
        var contact = contact();
        stack.operator().awaitQuiet();

        var erased = tenant.api().delete("/api/contacts/" + contact + "?erase=true");
        var killed = Map.of(
                Stack.Service.MESSAGING, stack.kill(Stack.Service.MESSAGING),
                Stack.Service.CONVERSATION, stack.kill(Stack.Service.CONVERSATION));

        killed.forEach(stack::awaitRestart);
        var id = erased.data().path("id").asString();
        await("all services have answered")
                .atMost(Duration.ofMinutes(3))
                .until(() -> receipt(id).path("status").asString().equals("COMPLETED"));
        await("nothing is left")
                .atMost(SOON)
                .untilAsserted(() -> assertThat(found()).isEmpty());
    }

    /** Where the canary or the number stands, in any table of any service. */
    private List<String> found() {
        return stack.operator().scan(canary, digits);
    }

    private void customerWrites(String text) {
        stack.sandbox()
                .inbound(Map.of("phoneNumberId", number.id(), "from", "+" + digits, "name", canary, "text", text));
    }

    private String contact() {
        await().atMost(SOON).until(() -> contacts().size() == 1);
        return contacts().path(0).path("id").asString();
    }

    private JsonNode contacts() {
        return tenant.api().get("/api/contacts").data().path("contacts");
    }

    private void note() {
        await().atMost(SOON)
                .until(() -> tenant.api()
                                .get("/api/conversations")
                                .data()
                                .path("conversations")
                                .size()
                        == 1);
        var thread = tenant.api()
                .get("/api/conversations")
                .data()
                .at("/conversations/0/id")
                .asString();
        var answer = tenant.api().post("/api/conversations/" + thread + "/notes", Map.of("text", canary + " note"));
        assertThat(answer.status()).as(answer.toString()).isEqualTo(201);
    }

    private JsonNode receipt(String id) {
        return tenant.api().get("/api/contacts/erasures/" + id).data();
    }

    private static long counts(JsonNode receipt, String service, String kind) {
        return receipt.path("services")
                .valueStream()
                .filter(one -> one.path("service").asString().equals(service))
                .map(one -> one.path("counts").path(kind).asLong(-1))
                .findFirst()
                .orElse(-1L);
    }
}
