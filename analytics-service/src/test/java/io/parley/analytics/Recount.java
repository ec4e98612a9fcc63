package io.parley.analytics;

import io.parley.contract.Direction;
import io.parley.contract.MessageEvent;
import io.parley.contract.MessageStatus;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Predicate;

/** What the figures must be, counted one message after the other from what has happened. */
record Recount(List<Line> lines, List<Closed> closings, Instant now) {

    /** A message as it ended. */
    record Line(MessageEvent message, MessageStatus status, boolean accepted) {

        boolean outbound() {
            return message.direction() == Direction.OUTBOUND;
        }

        boolean reached(MessageStatus least) {
            return outbound() && status != MessageStatus.FAILED && status.compareTo(least) >= 0;
        }
    }

    /** An agent has closed a conversation. */
    record Closed(UUID conversation, UUID agent, Instant at) {}

    private static final Comparator<MessageEvent> ORDER = Comparator.comparing(MessageEvent::createdAt)
            .thenComparing(one -> one.id().toString());

    Map<String, Object> overview(int days, String tz) {
        var zone = ZoneId.of(tz);
        var today = now.atZone(zone).toLocalDate();
        var first = today.minusDays(days - 1L);
        var window =
                lines.stream().filter(line -> !day(line, zone).isBefore(first)).toList();
        var conversations = new HashSet<UUID>();
        window.forEach(line -> conversations.add(line.message().conversationId()));
        var delivered = number(window, line -> line.reached(MessageStatus.DELIVERED));
        var failed = number(window, line -> line.outbound() && line.status() == MessageStatus.FAILED);
        var monday = today.minusDays(today.getDayOfWeek().getValue() - 1L);
        var activity = new ArrayList<String>();
        for (var day = first; !day.isAfter(today); day = day.plusDays(1)) {
            var one = day;
            activity.add(day + " "
                    + number(lines, line -> line.accepted() && day(line, zone).equals(one)) + " "
                    + number(lines, line -> !line.outbound() && day(line, zone).equals(one)));
        }
        return Map.of(
                "totals",
                List.of(
                        (long) window.size(),
                        (long) conversations.size(),
                        sentSince(today, zone),
                        sentSince(monday, zone),
                        sentSince(today.withDayOfMonth(1), zone)),
                "rate",
                delivered + failed == 0 ? 0.0 : Math.round(1000.0 * delivered / (delivered + failed)) / 10.0,
                "byStatus",
                List.of(
                        number(window, line -> line.reached(MessageStatus.SENT)),
                        delivered,
                        number(window, line -> line.reached(MessageStatus.READ)),
                        failed),
                "activity",
                activity);
    }

    /** Each agent: sent, answers, seconds, resolutions, seconds. */
    Map<String, List<Long>> agents() {
        var figures = new TreeMap<String, long[]>();
        for (var line : lines) {
            if (line.accepted() && line.message().sentBy() != null) {
                of(figures, line.message().sentBy())[0]++;
            }
        }
        for (var thread : threads().values()) {
            Instant asked = null;
            for (var message : thread) {
                if (message.direction() == Direction.INBOUND) {
                    asked = asked == null ? message.createdAt() : asked;
                    continue;
                }
                if (asked != null && message.sentBy() != null) {
                    of(figures, message.sentBy())[1]++;
                    of(figures, message.sentBy())[2] +=
                            Duration.between(asked, message.createdAt()).toMillis();
                }
                asked = null;
            }
        }
        resolutions(figures);
        var rounded = new TreeMap<String, List<Long>>();
        figures.forEach((agent, one) ->
                rounded.put(agent, List.of(one[0], one[1], seconds(one[2], one[1]), one[3], seconds(one[4], one[3]))));
        rounded.values().removeIf(one -> one.get(0) + one.get(1) + one.get(3) == 0);
        return rounded;
    }

    /** Each template: sent, delivered, read, failed. */
    Map<String, List<Long>> templates() {
        var names = new TreeMap<String, List<Line>>();
        for (var line : lines) {
            if (line.message().content().get("name") instanceof String name) {
                names.computeIfAbsent(name, key -> new ArrayList<>()).add(line);
            }
        }
        var figures = new TreeMap<String, List<Long>>();
        names.forEach((name, some) -> figures.put(
                name,
                List.of(
                        number(some, line -> line.reached(MessageStatus.SENT)),
                        number(some, line -> line.reached(MessageStatus.DELIVERED)),
                        number(some, line -> line.reached(MessageStatus.READ)),
                        number(some, line -> line.status() == MessageStatus.FAILED))));
        figures.values().removeIf(one -> one.get(0) + one.get(3) == 0);
        return figures;
    }

    private void resolutions(Map<String, long[]> figures) {
        for (var thread : threads().entrySet()) {
            Instant before = Instant.EPOCH;
            for (var closing : closings.stream()
                    .filter(one -> one.conversation().equals(thread.getKey()))
                    .sorted(Comparator.comparing(Closed::at))
                    .toList()) {
                var since = before;
                var asked = thread.getValue().stream()
                        .filter(one -> one.direction() == Direction.INBOUND)
                        .map(MessageEvent::createdAt)
                        .filter(at -> at.isAfter(since) && !at.isAfter(closing.at()))
                        .min(Comparator.naturalOrder());
                asked.ifPresent(at -> {
                    of(figures, closing.agent())[3]++;
                    of(figures, closing.agent())[4] +=
                            Duration.between(at, closing.at()).toMillis();
                });
                before = closing.at();
            }
        }
    }

    private Map<UUID, List<MessageEvent>> threads() {
        var threads = new TreeMap<UUID, List<MessageEvent>>();
        lines.forEach(line -> threads.computeIfAbsent(line.message().conversationId(), key -> new ArrayList<>())
                .add(line.message()));
        threads.values().forEach(thread -> thread.sort(ORDER));
        return threads;
    }

    private long sentSince(LocalDate day, ZoneId zone) {
        return number(lines, line -> line.accepted() && !day(line, zone).isBefore(day));
    }

    private static long[] of(Map<String, long[]> figures, UUID agent) {
        return figures.computeIfAbsent(agent.toString(), key -> new long[5]);
    }

    private static long seconds(long milliseconds, long count) {
        return count == 0 ? 0 : Math.round(milliseconds / 1_000.0 / count);
    }

    private static long number(List<Line> lines, Predicate<Line> which) {
        return lines.stream().filter(which).count();
    }

    private static LocalDate day(Line line, ZoneId zone) {
        return line.message().createdAt().atZone(zone).toLocalDate();
    }
}
