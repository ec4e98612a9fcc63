package io.parley.analytics.fact;

import io.parley.contract.TenantId;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** By how much the counters of one batch change. Sorted, so that two batches never wait for each other crosswise. */
final class Tally {

    static final int AGENT_COLUMNS = 5;

    private final Map<Place, Counts> messages = new TreeMap<>();
    private final Map<Place, Counts> agents = new TreeMap<>();
    private final Map<Place, Counts> templates = new TreeMap<>();

    /** Which row: of a tenant, for a quarter of an hour, and for the agent or template where it is about one. */
    record Place(TenantId tenant, Instant quarter, String name, String language) implements Comparable<Place> {

        @Override
        public int compareTo(Place other) {
            var order = tenant.value().compareTo(other.tenant.value());
            order = order != 0 ? order : quarter.compareTo(other.quarter);
            order = order != 0 ? order : name.compareTo(other.name);
            return order != 0 ? order : language.compareTo(other.language);
        }
    }

    /** A message is on record otherwise than {@code before}, or for the first time. */
    void change(@Nullable MessageFact before, MessageFact after) {
        count(after, false);
        if (before != null) {
            count(before, true);
        }
    }

    /** An agent's answer has become one, is none any more, or came after another time than was thought. */
    void answer(TenantId tenant, Instant at, UUID agent, @Nullable Long before, @Nullable Long after) {
        addTime(tenant, at, agent, 1, before, after);
    }

    /** The same of a resolution. */
    void resolution(TenantId tenant, Instant at, UUID agent, @Nullable Long before, @Nullable Long after) {
        addTime(tenant, at, agent, 3, before, after);
    }

    /** A conversation's newest message lies in another quarter than before, or it is a new one. */
    void thread(TenantId tenant, @Nullable Instant before, Instant after) {
        var one = Counts.of(0, 0, 0, 0, 0, 0, 0, 1);
        add(messages, new Place(tenant, after, "", ""), one);
        if (before != null) {
            add(messages, new Place(tenant, before, "", ""), one.negated());
        }
    }

    List<Map.Entry<Place, Counts>> messages() {
        return changed(messages);
    }

    List<Map.Entry<Place, Counts>> agents() {
        return changed(agents);
    }

    List<Map.Entry<Place, Counts>> templates() {
        return changed(templates);
    }

    private void count(MessageFact fact, boolean takeBack) {
        var quarter = Quarter.of(fact.createdAt());
        var progress = fact.progress();
        var out = fact.isOutbound();
        var sent = one(out && progress.isSent());
        var delivered = one(out && progress.isDelivered());
        var read = one(out && progress == Progress.READ);
        var failed = one(out && progress == Progress.FAILED);
        var accepted = one(out && fact.accepted());
        add(
                messages,
                new Place(fact.tenant(), quarter, "", ""),
                signed(Counts.of(one(!out), one(out), accepted, sent, delivered, read, failed, 0), takeBack));
        if (out && fact.sentBy() != null) {
            add(
                    agents,
                    new Place(fact.tenant(), quarter, fact.sentBy().toString(), ""),
                    signed(Counts.of(accepted, 0, 0, 0, 0), takeBack));
        }
        var template = fact.template();
        if (out && template != null) {
            add(
                    templates,
                    new Place(fact.tenant(), quarter, template.name(), template.language()),
                    signed(Counts.of(sent, delivered, read, failed), takeBack));
        }
    }

    private void addTime(
            TenantId tenant, Instant at, UUID agent, int column, @Nullable Long before, @Nullable Long after) {
        var values = new long[AGENT_COLUMNS];
        values[column] = one(after != null) - one(before != null);
        values[column + 1] = (after == null ? 0 : after) - (before == null ? 0 : before);
        add(agents, new Place(tenant, Quarter.of(at), agent.toString(), ""), new Counts(values));
    }

    private static void add(Map<Place, Counts> to, Place place, Counts counts) {
        to.merge(place, counts, Counts::plus);
    }

    private static Counts signed(Counts counts, boolean takeBack) {
        return takeBack ? counts.negated() : counts;
    }

    private static long one(boolean counts) {
        return counts ? 1 : 0;
    }

    private static List<Map.Entry<Place, Counts>> changed(Map<Place, Counts> counters) {
        return counters.entrySet().stream()
                .filter(entry -> !entry.getValue().isZero())
                .toList();
    }
}
