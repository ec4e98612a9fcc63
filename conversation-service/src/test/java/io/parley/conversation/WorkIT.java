package io.parley.conversation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.parley.contract.ConversationUpdated;
import io.parley.contract.Role;
import io.parley.contract.UserChanged;
import io.parley.testkit.Api;
import io.parley.testkit.TestTenant;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WorkIT extends ConversationTest {

    final TestTenant tenant = TestTenant.create();
    final Talk talk = Talk.with(tenant.id(), "+447700900123", "Ada");
    final String path = "/api/conversations/" + talk.id();

    @BeforeEach
    void aCustomerHasWritten() {
        begin(talk);
    }

    @Test
    void takesTheExampleOfTheDocumentation() {
        var user = user(tenant, talk, "Grace");
        var example = "{\"status\": \"CLOSED\", \"assignedTo\": \"user-id\", \"tags\": [\"support\", \"urgent\"]}";

        var answer = as(tenant).patch(path, example.replace("user-id", user.toString()));

        assertThat(answer.status()).as(answer.toString()).isEqualTo(200);
        assertThat(answer.data().path("status").stringValue()).isEqualTo("CLOSED");
        assertThat(answer.data().path("assignedTo").stringValue()).isEqualTo(user.toString());
        assertThat(answer.data().path("tags").toString()).isEqualTo("[\"support\",\"urgent\"]");
        assertThat(get(tenant, talk).path("tags").toString()).isEqualTo("[\"support\",\"urgent\"]");
    }

    @Test
    void changesOnlyWhatIsNamed() {
        var user = user(tenant, talk, "Grace");
        patch(Map.of("tags", List.of("vip", " vip ", "urgent")));

        var answer = patch(Map.of("status", "closed"));

        assertThat(answer.data().path("assignedTo").stringValue()).isEqualTo(user.toString());
        assertThat(answer.data().path("tags").toString()).isEqualTo("[\"vip\",\"urgent\"]");
        assertThat(patch(Collections.singletonMap("assignedTo", null))
                        .data()
                        .path("assignedTo")
                        .isNull())
                .isTrue();
        assertThat(get(tenant, talk).path("status").stringValue()).isEqualTo("CLOSED");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"status\": \"PENDING\"} | status",
                "{\"assignedTo\": \"user-id\"} | assignedTo",
                "{\"assignedTo\": 7} | assignedTo",
                "{\"assignedTo\": \"018f5a10-0000-7000-8000-000000000001\"} | assignedTo",
                "{\"tags\": [\"\"]} | tags[0]",
                "{\"tags\": [null]} | tags[0]",
                "{\"tags\": \"vip\"} | tags",
                "{\"tags\": [7]} | tags[0]",
                "{\"unreadCount\": 0} | unreadCount",
                "{\"version\": \"1\"} | version"
            })
    void refusesWithTheNameOfTheField(String body, String field) {
        var answer = as(tenant).patch(path, body);

        assertThat(answer.status()).as(answer.toString()).isEqualTo(400);
        assertThat(answer.json().path("errors").path(0).path("field").asString(""))
                .isEqualTo(field);
    }

    @Test
    void refusesTooManyAndTooLongTags() {
        var many = IntStream.range(0, 21).mapToObj(i -> "tag" + i).toList();

        assertThat(as(tenant).patch(path, Map.of("tags", many)).status()).isEqualTo(400);
        assertThat(as(tenant)
                        .patch(path, Map.of("tags", List.of("x".repeat(51))))
                        .status())
                .isEqualTo(400);
        assertThat(patch(Map.of("tags", many.subList(0, 20)))
                        .data()
                        .path("tags")
                        .values())
                .hasSize(20);
        assertThat(patch(Map.of("tags", List.of("😀".repeat(50), "a\u0000b")))
                        .data()
                        .path("tags")
                        .values())
                .hasSize(2);
    }

    @Test
    void assignsToNobodyWhoIsNotActive() {
        var user = user(tenant, talk, "Grace");
        patch(Collections.singletonMap("assignedTo", null));
        tell(tenant, new UserChanged(user, tenant.id(), "Grace", Role.AGENT, false));

        await().atMost(SOON).until(() -> {
            var answer = as(tenant).patch(path, Map.of("assignedTo", user));
            patch(Collections.singletonMap("assignedTo", null));
            return answer.status() == 400;
        });
        var stranger = TestTenant.create();
        var other = Talk.with(stranger.id(), "+447700900123", "Ada");
        begin(other);
        var foreign = user(stranger, other, "Eve");
        assertThat(as(tenant).patch(path, Map.of("assignedTo", foreign)).status())
                .isEqualTo(400);
    }

    @Test
    void losesNothingWhenTwoAgentsChangeItAtOnce() throws Exception {
        var user = user(tenant, talk, "Grace");
        for (var round = 0; round < 20; round++) {
            patch(Map.of("status", "OPEN", "tags", List.of()));
            var together = new CyclicBarrier(3);
            List<Map<String, Object>> patches = List.of(
                    Map.of("status", "CLOSED"), Map.of("tags", List.of("round" + round)), Map.of("assignedTo", user));
            try (var agents = Executors.newVirtualThreadPerTaskExecutor()) {
                var answers = agents.invokeAll(patches.stream()
                        .<Callable<Api.Answer>>map(patch -> () -> {
                            together.await();
                            return as(tenant).patch(path, patch);
                        })
                        .toList());
                for (var answer : answers) {
                    assertThat(answer.get().status()).isEqualTo(200);
                }
            }
            var thread = get(tenant, talk);
            assertThat(thread.path("status").stringValue()).isEqualTo("CLOSED");
            assertThat(thread.path("tags").toString()).isEqualTo("[\"round" + round + "\"]");
            assertThat(thread.path("assignedTo").stringValue()).isEqualTo(user.toString());
        }
    }

    @Test
    void letsOneOfTwoWinWhoDecidedOnTheSameVersion() throws Exception {
        var version = get(tenant, talk).path("version").asInt();
        var together = new CyclicBarrier(2);
        try (var agents = Executors.newVirtualThreadPerTaskExecutor()) {
            var answers = agents.invokeAll(IntStream.range(0, 2)
                    .<Callable<Api.Answer>>mapToObj(agent -> () -> {
                        together.await();
                        return as(tenant).patch(path, Map.of("tags", List.of("agent" + agent), "version", version));
                    })
                    .toList());
            var statuses = new HashMap<Integer, Api.Answer>();
            for (var answer : answers) {
                statuses.put(answer.get().status(), answer.get());
            }
            assertThat(statuses).containsOnlyKeys(200, 409);
            assertThat(String.valueOf(statuses.get(409))).contains("CONVERSATION_CHANGED");
        }
        publish(talk.received(talk.said(1, "Still there?", 1)));
        await().atMost(SOON).until(() -> get(tenant, talk).path("unreadCount").asInt() == 2);

        assertThat(get(tenant, talk).path("version").asInt()).isEqualTo(version + 1);
    }

    @Test
    void readsWhatTheCustomerWroteAndSaysUpToWhere() {
        publish(talk.received(talk.said(1, "Still there?", 1)));
        await().atMost(SOON).until(() -> get(tenant, talk).path("unreadCount").asInt() == 2);

        var answer = as(tenant).post(path + "/read", Map.of());

        assertThat(answer.status()).as(answer.toString()).isEqualTo(200);
        assertThat(answer.data().path("unreadCount").asInt(-1)).isZero();
        var update = awaitUpdate("unreadCount", tenant.user());
        assertThat(update.readThrough()).isEqualTo(talk.said(1, "", 1).id());

        as(tenant).call("POST", path + "/read", null);
        publish(talk.received(talk.said(0, "Hello", 0)), talk.received(talk.said(2, "?", 2)));

        await().atMost(SOON).until(() -> get(tenant, talk).path("unreadCount").asInt() == 1);
        assertThat(updates(tenant)).filteredOn(one -> one.readThrough() != null).hasSize(1);
    }

    @Test
    void keepsNotesAmongTheMessagesAndSendsThemToNobody() {
        var answer = as(tenant).post(path + "/notes", Map.of("text", "  She is a regular  "));

        assertThat(answer.status()).as(answer.toString()).isEqualTo(201);
        var thread = get(tenant, talk).path("messages");
        assertThat(thread.path(1)).isEqualTo(answer.data());
        assertThat(thread.path(1).path("type").stringValue()).isEqualTo("NOTE");
        assertThat(thread.path(1).path("content").path("text").stringValue()).isEqualTo("She is a regular");
        assertThat(thread.path(1).path("sentBy").stringValue())
                .isEqualTo(tenant.user().toString());
        assertThat(get(tenant, talk).path("lastMessage").path("type").stringValue())
                .isEqualTo("TEXT");
        assertThat(awaitUpdate("notes", tenant.user()).changed()).containsExactly("notes");

        assertThat(as(tenant).post(path + "/notes", Map.of("text", " ")).status())
                .isEqualTo(400);
        assertThat(as(tenant)
                        .post(path + "/notes", Map.of("text", "x".repeat(4097)))
                        .status())
                .isEqualTo(400);
        assertThat(as(tenant).post(path + "/notes", Map.of("text", "a\u0000b")).status())
                .isEqualTo(201);
    }

    @Test
    void letsAuthorsAndAdministratorsRemoveNotes() {
        var note = path + "/notes/"
                + as(tenant)
                        .post(path + "/notes", Map.of("text", "Oops"))
                        .data()
                        .path("id")
                        .stringValue();
        var colleague = new TestTenant(tenant.id(), UUID.randomUUID(), "1");

        assertThat(as(colleague).delete(note).status()).isEqualTo(403);
        assertThat(api.as(colleague, Role.ADMIN).delete(note).status()).isEqualTo(200);
        assertThat(as(tenant).delete(note).status()).isEqualTo(404);
        assertThat(get(tenant, talk).path("messages").values()).hasSize(1);
    }

    @Test
    void remembersWhoGaveItToWhom() {
        var user = user(tenant, talk, "Grace");
        patch(Map.of("assignedTo", user));
        patch(Collections.singletonMap("assignedTo", null));

        var history = as(tenant).get(path + "/assignments").data();

        assertThat(history.path("pagination").path("total").asInt()).isEqualTo(2);
        var entries = List.copyOf(history.path("assignments").values());
        assertThat(entries.get(0).path("assignedTo").isNull()).isTrue();
        assertThat(entries.get(1).path("assignedTo").stringValue()).isEqualTo(user.toString());
        assertThat(entries.get(1).path("assignedToName").stringValue()).isEqualTo("Grace");
        assertThat(entries.get(1).path("assignedBy").stringValue())
                .isEqualTo(tenant.user().toString());
    }

    @Test
    void saysNothingWhereNothingChanged() {
        patch(Map.of("status", "CLOSED"));
        patch(Map.of("status", "CLOSED"));
        patch(Map.of());
        patch(Map.of("tags", List.of("last")));

        var told = awaitUpdate("tags", tenant.user());
        assertThat(updates(tenant)).filteredOn(one -> one.by() != null).hasSize(2);
        assertThat(told.conversation().status().name()).isEqualTo("CLOSED");
        assertThat(told.conversation().lastMessage()).isNotNull();
    }

    private ConversationUpdated awaitUpdate(String field, UUID by) {
        await().atMost(SOON).until(() -> updates(tenant).stream().anyMatch(one -> isBy(one, field, by)));
        return updates(tenant).stream()
                .filter(one -> isBy(one, field, by))
                .findFirst()
                .orElseThrow();
    }

    private static boolean isBy(ConversationUpdated update, String field, UUID by) {
        return by.equals(update.by()) && update.changed().contains(field);
    }

    private Api.Answer patch(Map<String, ?> patch) {
        var answer = as(tenant).patch(path, patch);
        assertThat(answer.status()).as(answer.toString()).isEqualTo(200);
        return answer;
    }
}
