package io.parley.analytics;

import io.parley.analytics.Recount.Closed;
import io.parley.analytics.Recount.Line;
import io.parley.contract.ConversationStatus;
import io.parley.contract.MessageEvent;
import io.parley.contract.MessageStatus;
import io.parley.contract.TenantId;
import io.parley.kit.event.Event;
import io.parley.kit.id.Ids;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.UUID;

/** Something that may have happened in a tenant's conversations: the events that tell of it, and how it ended. */
record History(List<Event> events, List<Line> lines, List<Closed> closings) {

    private static final int CHATS = 5;
    private static final int TURNS = 40;

    static History of(TenantId tenant, Instant now, Duration span, long seed) {
        var history = new History(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
        var random = new Random(seed);
        var agents = List.of(Ids.derived("agent", tenant, 1), Ids.derived("agent", tenant, 2));
        for (var place = 0; place < CHATS; place++) {
            var chat = Chat.of(tenant, place);
            var revision = 0L;
            // Several share a second, and none is younger than now.
            var length = Math.max(1, span.toSeconds());
            for (var turn = 0; turn < TURNS; turn++) {
                var at = now.minusSeconds(random.nextLong(length) / 7 * 7);
                var agent = agents.get(random.nextInt(agents.size()));
                switch (random.nextInt(8)) {
                    case 0, 1, 2 -> history.hear(chat, chat.said(turn, at), random);
                    case 3, 4 -> history.send(chat, chat.answered(turn, agent, at), random);
                    case 5 -> history.send(chat, chat.template(turn, "offer_" + random.nextInt(3), agent, at), random);
                    case 6 -> history.mirror(chat, chat.answered(turn, null, at));
                    default -> revision++;
                }
            }
            history.close(chat, agents, now.minus(span), span.dividedBy(revision + 1), (int) revision);
        }
        return history;
    }

    /** Mixes the events, repeating some. */
    List<Event> disorder(Random random) {
        var mixed = new ArrayList<>(events);
        events.stream().filter(event -> random.nextInt(4) == 0).forEach(mixed::add);
        Collections.shuffle(mixed, random);
        return mixed;
    }

    Recount recount(Instant now) {
        return new Recount(lines, closings, now);
    }

    private void hear(Chat chat, MessageEvent message, Random random) {
        events.add(chat.received(message));
        if (random.nextInt(3) == 0) {
            events.add(chat.moved(message, MessageStatus.DELIVERED, MessageStatus.READ));
        }
        lines.add(new Line(message, MessageStatus.READ, false));
    }

    private void mirror(Chat chat, MessageEvent message) {
        events.add(chat.mirrored(message));
        lines.add(new Line(message, MessageStatus.SENT, true));
    }

    /** A message goes as far as chance has it, and perhaps is told to have failed on the way. */
    private void send(Chat chat, MessageEvent message, Random random) {
        events.add(chat.queued(message));
        var paths = List.of(
                List.of(MessageStatus.QUEUED),
                List.of(MessageStatus.QUEUED, MessageStatus.FAILED),
                List.of(MessageStatus.QUEUED, MessageStatus.SENT),
                List.of(MessageStatus.QUEUED, MessageStatus.SENT, MessageStatus.FAILED),
                List.of(MessageStatus.QUEUED, MessageStatus.SENT, MessageStatus.DELIVERED),
                List.of(MessageStatus.QUEUED, MessageStatus.DELIVERED, MessageStatus.READ),
                List.of(MessageStatus.QUEUED, MessageStatus.SENT, MessageStatus.READ),
                List.of(MessageStatus.QUEUED, MessageStatus.SENT, MessageStatus.FAILED, MessageStatus.DELIVERED));
        var path = paths.get(random.nextInt(paths.size()));
        for (var step = 1; step < path.size(); step++) {
            var to = path.get(step);
            events.add(to == MessageStatus.SENT ? chat.sent(message) : chat.moved(message, path.get(step - 1), to));
        }
        var accepted = path.stream().anyMatch(one -> one != MessageStatus.QUEUED && one != MessageStatus.FAILED);
        lines.add(new Line(message, path.getLast(), accepted));
    }

    private void close(Chat chat, List<UUID> agents, Instant since, Duration every, int times) {
        for (var revision = 1; revision <= times; revision++) {
            var at = since.plus(every.multipliedBy(revision));
            var agent = agents.get(revision % agents.size());
            events.add(chat.closed(revision, agent, at));
            closings.add(new Closed(chat.id(), agent, at));
        }
        events.add(chat.updated(times + 1L, agents.getFirst(), since, ConversationStatus.CLOSED, List.of("tags")));
        events.add(chat.closed(times + 2L, null, since.plusSeconds(1)));
    }
}
