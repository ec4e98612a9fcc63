package io.parley.conversation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.parley.kit.event.Event;
import io.parley.testkit.TestTenant;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

class ListIT extends ConversationTest {

    static final List<String> NAMES = List.of(
            "José Núñez", "Łukasz Żak", "Straßer", "王小明", "Ada 100% Byron", "İpek", "Zoë", "O'Neil", "a_b", "Ada");

    final TestTenant tenant = TestTenant.create();

    @Test
    void listsTheNewestFirstPageByPageAndByCursor() {
        write();

        var all = names(list(tenant, ""));
        assertThat(all).containsExactlyElementsOf(NAMES.reversed());
        assertThat(names(list(tenant, "?limit=3&page=2"))).isEqualTo(all.subList(3, 6));
        assertThat(names(list(tenant, "?limit=3&page=4"))).isEqualTo(all.subList(9, 10));
        assertThat(list(tenant, "?limit=3&page=5")).isEmpty();
        var walked = new ArrayList<String>();
        var cursor = "";
        do {
            var answer = as(tenant).get("/api/conversations?limit=4" + cursor).data();
            walked.addAll(names(List.copyOf(answer.path("conversations").values())));
            var next = answer.path("pagination").path("nextCursor").asString("");
            cursor = next.isEmpty() ? "" : "&cursor=" + next;
        } while (!cursor.isEmpty());
        assertThat(walked).isEqualTo(all);
        var pagination = as(tenant).get("/api/conversations?limit=3").data().path("pagination");
        assertThat(pagination.path("total").asInt()).isEqualTo(10);
        assertThat(pagination.path("totalPages").asInt()).isEqualTo(4);
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '"',
            value = {
                "nunez, José Núñez",
                "JOSE, José Núñez",
                "é nú, José Núñez",
                "zak, Łukasz Żak",
                "strasser, Straßer",
                "小, 王小明",
                "100%, Ada 100% Byron",
                "ipek, İpek",
                "o'n, O'Neil",
                "a_b, a_b",
                "+44 7700 900103, 王小明",
                "0104, Ada 100% Byron"
            })
    void findsByAnyPartOfNameOrNumber(String search, String name) {
        write();

        var query = "search=" + URLEncoder.encode(search, StandardCharsets.UTF_8);

        assertThat(names(list(tenant, "?" + query))).containsExactly(name);
        assertThat(total(tenant, "&" + query)).isEqualTo(1);
    }

    @Test
    void findsAllThatMatch() {
        write();

        assertThat(names(list(tenant, "?search=ada"))).containsExactly("Ada", "Ada 100% Byron");
        assertThat(names(list(tenant, "?search=a&limit=2"))).hasSize(2);
        assertThat(total(tenant, "&search=4477009001")).isEqualTo(10);
        assertThat(total(tenant, "&search=nobody")).isZero();
        assertThat(list(tenant, "?search=byron%0A4477")).isEmpty();
    }

    @Test
    void filtersByWhatAgentsDo() {
        var talks = write();
        var user = user(tenant, talks.getFirst(), "Grace");
        patch(talks.get(1), Map.of("status", "CLOSED", "assignedTo", user, "tags", List.of("vip", "späte Zahler")));
        patch(talks.get(2), Map.of("tags", List.of("vip")));
        as(tenant).post("/api/conversations/" + talks.get(3).id() + "/read", Map.of());
        var grace = new TestTenant(tenant.id(), user, "1");

        assertList("status=closed", NAMES.get(1));
        assertList("assignedTo=" + user, NAMES.get(1), NAMES.get(0));
        assertThat(names(list(grace, "?assignedTo=me"))).containsExactly(NAMES.get(1), NAMES.get(0));
        assertThat(list(tenant, "?assignedTo=me")).isEmpty();
        assertThat(total(tenant, "&assignedTo=none")).isEqualTo(8);
        assertList("assignedTo=" + user + "&status=OPEN", NAMES.get(0));
        assertList("tag=vip", NAMES.get(2), NAMES.get(1));
        assertList("tag=vip&status=OPEN", NAMES.get(2));
        assertList("tag=sp%C3%A4te+Zahler", NAMES.get(1));
        assertList("tag=vip&search=zak", NAMES.get(1));
        assertList("tag=other");
        assertThat(total(tenant, "&unread=true")).isEqualTo(9);
        assertList("unread=false", NAMES.get(3));
        assertList("unread=true&status=CLOSED", NAMES.get(1));
    }

    @ParameterizedTest
    @CsvSource({
        "status=PENDING, status",
        "assignedTo=grace, assignedTo",
        "unread=perhaps, unread",
        "page=0, page",
        "limit=201, limit",
        "cursor=x, cursor"
    })
    void refusesWithTheNameOfTheParameter(String query, String field) {
        var answer = as(tenant).get("/api/conversations?" + query);

        assertThat(answer.status()).as(answer.toString()).isEqualTo(400);
        assertThat(answer.json().path("errors").path(0).path("field").asString(""))
                .isEqualTo(field);
    }

    private void assertList(String query, String... names) {
        assertThat(names(list(tenant, "?" + query))).containsExactly(names);
        assertThat(total(tenant, "&" + query)).isEqualTo(names.length);
    }

    private void patch(Talk talk, Map<String, ?> patch) {
        var answer = as(tenant).patch("/api/conversations/" + talk.id(), patch);
        assertThat(answer.status()).as(answer.toString()).isEqualTo(200);
    }

    private List<Talk> write() {
        var talks = new ArrayList<Talk>();
        var events = new ArrayList<Event>();
        for (var i = 0; i < NAMES.size(); i++) {
            var talk = Talk.with(tenant.id(), "+44770090010" + i, NAMES.get(i));
            talks.add(talk);
            events.add(talk.received(talk.said(1, "Hi", i)));
        }
        publisher.publish(events);
        await().atMost(SOON).until(() -> total(tenant, "") == NAMES.size());
        return talks;
    }

    private static List<String> names(List<JsonNode> conversations) {
        return conversations.stream()
                .map(one -> one.path("contactName").stringValue())
                .toList();
    }
}
