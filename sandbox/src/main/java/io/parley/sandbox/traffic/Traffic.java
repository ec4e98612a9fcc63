package io.parley.sandbox.traffic;

import io.parley.sandbox.account.BusinessNumber;
import io.parley.sandbox.behaviour.CurrentBehaviour;
import io.parley.sandbox.meta.GraphError;
import io.parley.sandbox.meta.GraphException;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Map.Entry;
import java.util.TreeMap;

/** Counts what passes between numbers and customers, and refuses a send that would break one of Meta's rates. */
public final class Traffic {

    private static final int MAX_METERS = 200_000;

    private final CurrentBehaviour behaviour;
    private final Map<String, RateMeter> numbers = bounded();
    private final Map<String, PairMeter> pairs = bounded();

    public Traffic(CurrentBehaviour behaviour) {
        this.behaviour = behaviour;
    }

    /** Counts a message on its way out, or refuses it with the error of the rate it would break. */
    public void send(BusinessNumber number, String customer) {
        var pairLimit = behaviour.get().pairLimit();
        var now = System.nanoTime();
        if (pairLimit.enabled() && !pair(number, customer).tryCount(now, pairLimit)) {
            throw new GraphException(
                    GraphError.of(131056, "Too many messages sent to this phone number in a short period of time"));
        }
        var own = number.messagesPerSecond();
        var limit = own == null ? behaviour.get().throughput().messagesPerSecond() : own;
        if (!meter(number).tryCount(now, limit)) {
            throw new GraphException(GraphError.of(
                    130429, "Message failed to send because there were too many messages sent from this number"));
        }
    }

    /** Inbound messages count towards the number's throughput but are never refused. */
    public void receive(BusinessNumber number, int messages) {
        var meter = meter(number);
        var now = System.nanoTime();
        for (int i = 0; i < messages; i++) {
            meter.tryCount(now, 0);
        }
    }

    /** The most messages in any sliding second, by number. */
    public Map<String, Integer> peaks() {
        synchronized (numbers) {
            var peaks = new TreeMap<String, Integer>();
            numbers.forEach((number, meter) -> peaks.put(number, meter.peak()));
            return peaks;
        }
    }

    public void clear() {
        numbers.clear();
        pairs.clear();
    }

    private RateMeter meter(BusinessNumber number) {
        return numbers.computeIfAbsent(number.id(), unused -> new RateMeter());
    }

    private PairMeter pair(BusinessNumber number, String customer) {
        return pairs.computeIfAbsent(number.id() + " " + customer, unused -> new PairMeter());
    }

    private static <V> Map<String, V> bounded() {
        return Collections.synchronizedMap(new LinkedHashMap<>(64, 0.75f, true) {
            private static final long serialVersionUID = 1L;

            @Override
            protected boolean removeEldestEntry(Entry<String, V> eldest) {
                return size() > MAX_METERS;
            }
        });
    }
}
