package io.parley.sandbox.ledger;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongFunction;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Every accepted send, in order. Keeps the latest ones up to its capacity, in entries and in bytes of their bodies;
 * {@link #forgotten()} tells how many older ones it no longer holds.
 */
public final class Ledger {

    private final int capacity;
    private final long capacityBytes;
    private final Deque<AcceptedSend> sends = new ArrayDeque<>();
    private final Map<String, AcceptedSend> byWamid = new HashMap<>();
    private final Map<String, Integer> countsByCallbackData = new HashMap<>();
    private long bytes;
    private long sequence;
    private long forgotten;

    public Ledger(int capacity, long capacityBytes) {
        this.capacity = capacity;
        this.capacityBytes = capacityBytes;
    }

    /** Records the send that the function makes of its sequence number. */
    public synchronized AcceptedSend record(LongFunction<AcceptedSend> send) {
        var recorded = send.apply(++sequence);
        sends.addLast(recorded);
        byWamid.put(recorded.wamid(), recorded);
        bytes += recorded.body().length;
        if (recorded.callbackData() != null) {
            countsByCallbackData.merge(recorded.callbackData(), 1, Integer::sum);
        }
        while (sends.size() > capacity || bytes > capacityBytes && sends.size() > 1) {
            forget(sends.removeFirst());
        }
        return recorded;
    }

    public synchronized Optional<AcceptedSend> find(String wamid) {
        return Optional.ofNullable(byWamid.get(wamid));
    }

    /** The sends that match, oldest first, at most {@code limit}. */
    public synchronized List<AcceptedSend> select(Predicate<AcceptedSend> filter, int limit) {
        var selected = new ArrayList<AcceptedSend>();
        for (var send : sends) {
            if (selected.size() == limit) {
                break;
            }
            if (filter.test(send)) {
                selected.add(send);
            }
        }
        return selected;
    }

    /** How often each callback data was accepted, for those with at least {@code minimum}. */
    public synchronized Map<String, Integer> counts(int minimum) {
        var counts = new LinkedHashMap<String, Integer>();
        for (var send : sends) {
            @Nullable String data = send.callbackData();
            var count = data == null ? 0 : countsByCallbackData.getOrDefault(data, 0);
            if (data != null && count >= minimum) {
                counts.put(data, count);
            }
        }
        return counts;
    }

    public synchronized int size() {
        return sends.size();
    }

    public synchronized long lastSequence() {
        return sequence;
    }

    public synchronized long forgotten() {
        return forgotten;
    }

    public synchronized void clear() {
        sends.clear();
        byWamid.clear();
        countsByCallbackData.clear();
        bytes = 0;
        forgotten = 0;
    }

    private void forget(AcceptedSend send) {
        forgotten++;
        bytes -= send.body().length;
        byWamid.remove(send.wamid());
        if (send.callbackData() != null) {
            countsByCallbackData.computeIfPresent(send.callbackData(), (data, count) -> count == 1 ? null : count - 1);
        }
    }
}
