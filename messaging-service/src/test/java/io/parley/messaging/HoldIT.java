package io.parley.messaging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.parley.contract.NumberStatus;
import io.parley.contract.Topics;
import io.parley.kit.event.Records;
import io.parley.testkit.TestTenant;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** A number that cannot send keeps its queue, without asking for each message, and sends it all once it can. */
class HoldIT extends MessagingTest {

    static final int QUEUED = 20;

    final FakeGraph graph = FakeGraph.shared();

    @Test
    void parksTheQueueOfADeadTokenAndSendsItInOrderUnderANewOne() {
        var tenant = connectedTenant();
        connect(tenant, "expired-token", 2);
        await().atMost(SOON).until(() -> isHeldAfter(tenant));
        var refusedBefore = graph.refused(tenant.phoneNumberId());

        var queued = IntStream.range(0, QUEUED)
                .mapToObj(i -> send(tenant, "queued " + i))
                .toList();
        await().during(Duration.ofSeconds(2))
                .atMost(SOON)
                .until(() -> graph.refused(tenant.phoneNumberId()) == refusedBefore);
        assertThat(statuses(tenant, queued)).containsOnly("QUEUED");

        connect(tenant, "fresh-token", 3);

        await().atMost(SOON)
                .untilAsserted(() -> assertThat(statuses(tenant, queued)).containsOnly("SENT"));
        assertThat(graph.accepted(tenant.phoneNumberId()).stream()
                        .map(send -> send.body().path("text").path("body").asString(""))
                        .filter(text -> text.startsWith("queued")))
                .containsExactlyElementsOf(
                        IntStream.range(0, QUEUED).mapToObj(i -> "queued " + i).toList());
        assertThat(reported(tenant)).containsExactly(NumberStatus.State.TOKEN_REJECTED);
    }

    @Test
    void tellsWhyInTheMessageAndInTheTopic() {
        var tenant = connectedTenant();
        connect(tenant, "expired-token", 2);
        await().atMost(SOON).until(() -> isHeldAfter(tenant));

        await().atMost(SOON).until(() -> !reported(tenant).isEmpty());
        var status = Records.read(eventsOf(tenant, Topics.NUMBER_STATUS).getFirst(), NumberStatus.class);
        assertThat(status.phoneNumberId()).isEqualTo(tenant.phoneNumberId());
        assertThat(status.settingsVersion()).isEqualTo(2);
        assertThat(status.error())
                .isNotNull()
                .satisfies(error -> assertThat(error.code()).isEqualTo("190"));
    }

    /** The new token is on its way to the service; whatever is sent before it is there still goes out under the old one. */
    private boolean isHeldAfter(TestTenant tenant) {
        var id = send(tenant, "probe " + UUID.randomUUID());
        await().atMost(SOON)
                .until(() ->
                        !errorCode(tenant, id).isEmpty() || status(tenant, id).equals("SENT"));
        return errorCode(tenant, id).equals("190");
    }

    private List<NumberStatus.State> reported(TestTenant tenant) {
        return eventsOf(tenant, Topics.NUMBER_STATUS).stream()
                .map(entry -> Records.read(entry, NumberStatus.class).status())
                .toList();
    }

    private List<String> statuses(TestTenant tenant, List<UUID> messages) {
        return messages.stream().map(id -> status(tenant, id)).distinct().toList();
    }

    private String status(TestTenant tenant, UUID id) {
        return as(tenant).get("/api/messages/" + id).data().path("status").stringValue();
    }

    private String errorCode(TestTenant tenant, UUID id) {
        return as(tenant)
                .get("/api/messages/" + id)
                .data()
                .path("error")
                .path("code")
                .asString("");
    }
}
