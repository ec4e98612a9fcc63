package io.parley.conversation;

import static io.parley.conversation.Talk.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import io.parley.contract.Direction;
import io.parley.contract.MessageStatus;
import io.parley.contract.TenantId;
import io.parley.kit.event.Event;
import io.parley.testkit.TestTenant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** Whatever order topics are read in, and however often, the inbox is the same. */
class ReplayIT extends ConversationTest {

    private static final int TALKS = 4;
    private static final List<String> TABLES =
            List.of("conversation", "conversation_key", "inbox_count", "recent_message", "unread_message", "customer");

    final TestTenant tenant = TestTenant.create();

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void endsTheSameFromTopicsInAnyOrder(long seed) {
        var other = TestTenant.create();
        apply(history(tenant.id(), seed));

        apply(disorder(history(other.id(), seed), new Random(seed)));

        assertThat(inbox(other)).isEqualTo(inbox(tenant)).hasSize(TALKS);
        assertThatCountersEqualARecount();
    }

    @Test
    void isTheSameAgainAfterAReplayIntoAnEmptyDatabase() {
        var history = history(tenant.id(), 4);
        apply(history);
        var before = inbox(tenant);
        TABLES.forEach(table -> Operator.database()
                .sql("delete from " + table + " where tenant_id = ?")
                .param(tenant.id().value())
                .update());
        assertThat(list(tenant, "")).isEmpty();

        apply(disorder(history, new Random(4)));

        assertThat(inbox(tenant)).isEqualTo(before);
        assertThatCountersEqualARecount();
    }

    @Test
    void keepsWhatAgentsDidWhenEverythingIsReadAgain() {
        var history = history(tenant.id(), 5);
        apply(history);
        var user = user(tenant, talk(tenant.id(), 0), "Grace");
        for (var place = 0; place < TALKS; place++) {
            var path = "/api/conversations/" + talk(tenant.id(), place).id();
            if (place != 1) {
                as(tenant).post(path + "/read", Map.of());
            }
            as(tenant).patch(path, Map.of("status", place == 2 ? "OPEN" : "CLOSED", "tags", List.of("tag" + place)));
        }
        var before = inbox(tenant);

        apply(history);
        apply(disorder(history, new Random(5)));

        assertThat(inbox(tenant)).isEqualTo(before);
        assertThat(list(tenant, "?status=CLOSED")).hasSize(3);
        assertThat(list(tenant, "?assignedTo=" + user)).hasSize(1);
        assertThatCountersEqualARecount();
    }

    private void apply(List<Event> events) {
        publisher.publish(events);
        Operator.awaitMessages();
    }

    private static Talk talk(TenantId tenant, int place) {
        return Talk.with(tenant, "+44770090000" + place, "Customer " + place);
    }

    /** What may happen in some conversations, in the order in which it does; one of them is long. */
    private static List<Event> history(TenantId tenant, long seed) {
        var random = new Random(seed);
        var events = new ArrayList<Event>();
        for (var place = 0; place < TALKS; place++) {
            var talk = talk(tenant, place);
            var length = place == 0 ? 180 : 10 + random.nextInt(20);
            for (var turn = 0; turn < length; turn++) {
                happen(talk, turn, random, events);
            }
        }
        return events;
    }

    private static void happen(Talk talk, int turn, Random random, List<Event> events) {
        // Several customers' messages share a second, and some come late.
        var seconds = turn / 3 * 2L - (random.nextInt(10) == 0 ? 7 : 0);
        switch (random.nextInt(5)) {
            case 0, 1 -> {
                var message = talk.said(turn, "in " + turn, seconds);
                events.add(talk.received(message));
                if (random.nextInt(5) == 0) {
                    events.add(talk.edited(message, "edited " + turn, NOON.plusSeconds(seconds + 5)));
                }
                if (random.nextInt(12) == 0) {
                    events.add(talk.moved(
                            message.id(), MessageStatus.DELIVERED, MessageStatus.READ, NOON.plusSeconds(seconds + 9)));
                }
            }
            case 2, 3 -> {
                var answer = talk.answered("out " + turn, NOON.plusMillis(seconds * 1_000 + 10 * turn));
                events.add(talk.queued(answer));
                events.add(talk.sent(answer));
                var last = MessageStatus.SENT;
                for (var next : List.of(MessageStatus.DELIVERED, MessageStatus.READ)) {
                    if (random.nextBoolean()) {
                        events.add(talk.moved(answer.id(), last, next, NOON.plusSeconds(seconds + 20)));
                        last = next;
                    }
                }
            }
            default -> {
                var direction = random.nextBoolean() ? Direction.OUTBOUND : Direction.INBOUND;
                var at = NOON.plusMillis(seconds * 1_000 + 10 * turn + 5);
                events.add(talk.mirrored(talk.mirrored(turn, direction, "elsewhere " + turn, at)));
            }
        }
    }

    /** Mixes topics and repeats stretches of them; within a topic and conversation the first of each keeps its place. */
    private static List<Event> disorder(List<Event> events, Random random) {
        var queues = new LinkedHashMap<String, Queue<Event>>();
        for (var event : events) {
            queues.computeIfAbsent(event.topic() + event.key(), key -> new ArrayDeque<>())
                    .add(event);
        }
        var mixed = new ArrayList<Event>();
        var waiting = new ArrayList<>(queues.values());
        while (!waiting.isEmpty()) {
            Collections.shuffle(waiting, random);
            var queue = waiting.getFirst();
            for (var i = random.nextInt(30); i >= 0 && !queue.isEmpty(); i--) {
                mixed.add(queue.remove());
            }
            if (random.nextInt(4) == 0) {
                mixed.addAll(List.copyOf(mixed.subList(Math.max(0, mixed.size() - 20), mixed.size())));
            }
            waiting.removeIf(Queue::isEmpty);
        }
        return mixed;
    }

    /** Everything that is shown, but for ids and what depends on how often something was told. */
    private List<Map<String, Object>> inbox(TestTenant of) {
        return list(of, "").stream()
                .map(one -> {
                    var thread = as(of).get(
                                    "/api/conversations/" + one.path("id").stringValue())
                            .data();
                    var shown = new LinkedHashMap<String, Object>();
                    for (var field : List.of(
                            "phoneNumber",
                            "contactName",
                            "status",
                            "assignedTo",
                            "tags",
                            "unreadCount",
                            "lastMessageAt",
                            "windowExpiresAt",
                            "createdAt",
                            "updatedAt")) {
                        shown.put(field, thread.path(field));
                    }
                    shown.put("lastMessage", line(one.path("lastMessage")));
                    shown.put(
                            "messages",
                            thread.path("messages")
                                    .valueStream()
                                    .map(ReplayIT::line)
                                    .toList());
                    return (Map<String, Object>) shown;
                })
                .toList();
    }

    private static String line(JsonNode message) {
        return message.path("content").path("text").stringValue() + " "
                + message.path("status").stringValue() + " "
                + message.path("createdAt").stringValue();
    }

    private static void assertThatCountersEqualARecount() {
        var differences = Operator.database().sql("""
                        with counted as (
                          select c.tenant_id, p.facet, p.width, p.bucket, count(*) as n
                          from conversation c,
                            inbox_places(c.status, c.assigned_to, c.unread_count, c.last_message_at, c.tags) p
                          where c.phone_number_id <> 'generated'
                          group by 1, 2, 3, 4),
                        kept as (select k.* from inbox_count k where exists (
                          select 1 from conversation c where c.tenant_id = k.tenant_id and c.phone_number_id <> 'generated'))
                        select tenant_id from ((table counted except table kept) union all (table kept except table counted)) d
                        """).query(UUID.class).list();

        assertThat(differences).isEmpty();
    }
}
