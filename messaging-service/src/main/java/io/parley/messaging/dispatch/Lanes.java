package io.parley.messaging.dispatch;

import io.parley.contract.TenantId;
import io.parley.kit.tenant.TenantContext;
import io.parley.messaging.dispatch.pace.NumberPace;
import io.parley.messaging.dispatch.pace.QuickestAnswer;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionOperations;

/**
 * The lanes that this process serves. Takes those in which something waits and nobody else is at work, a few at a time so
 * that processes share them, and gives back what has fallen silent. Used by the dispatcher's claiming thread alone.
 */
@Component
class Lanes {

    private static final Duration RENEW_EVERY = Duration.ofMillis(1500);
    private static final Duration MARGIN = Duration.ofMillis(500);
    private static final Duration IDLE = Duration.ofSeconds(3);

    /** After this a busy lane changes hands where another process wants it. */
    private static final Duration LONGEST_SERVICE = Duration.ofMinutes(5);

    private static final Duration LEFT_TO_OTHERS = Duration.ofMillis(300);
    private static final Duration COUNTED = Duration.ofSeconds(3);
    private static final int LEAST_TAKEN_AT_ONCE = 8;

    private final LaneLeases leases;
    private final TransactionOperations transaction;
    private final Clock clock;
    private final Map<Lane, ServedLane> served = new LinkedHashMap<>();
    private final Map<Lane, Long> left = new HashMap<>();
    private final Map<TenantId, TenantGate> gates = new HashMap<>();
    private final QuickestAnswer quickest = new QuickestAnswer();
    private final SplittableRandom random = new SplittableRandom();
    private long renewedAt = System.nanoTime();
    private int turn;

    Lanes(LaneLeases leases, TransactionOperations transaction, Clock clock) {
        this.leases = leases;
        this.transaction = transaction;
        this.clock = clock;
    }

    /** How many messages to claim of a lane. */
    record Share(ServedLane lane, int most) {}

    /** Brings what is served up to date with what waits; what it hands back is for {@code departures}. */
    void refresh(Dispatcher.Departures departures) {
        var waiting = leases.waiting();
        take(waiting, departures);
        waiting.stream().map(served::get).forEach(lane -> {
            if (lane != null) {
                lane.touched();
            }
        });
        if (System.nanoTime() - renewedAt > RENEW_EVERY.toNanos()) {
            renewedAt = System.nanoTime();
            renew(departures);
            countInbound();
            letGo(departures);
        }
    }

    /**
     * Shares {@code free} places among the lanes in which something could leave within {@code ahead}. No tenant holds more
     * than half of {@code places} while others are there, and who begins changes each time.
     */
    List<Share> shares(int free, int places, Duration ahead) {
        var tenants = new HashSet<TenantId>();
        served.keySet().forEach(lane -> tenants.add(lane.tenant()));
        var mostOfTenant = tenants.size() > 1 ? Math.max(1, places / 2) : places;
        var wanted = new ArrayList<Share>();
        for (var lane : served.values()) {
            var room = Math.min(lane.room(ahead.toNanos()), lane.gate().room(mostOfTenant));
            if (room > 0) {
                wanted.add(new Share(lane, room));
            }
        }
        return divide(wanted, free);
    }

    private List<Share> divide(List<Share> wanted, int free) {
        var shares = new ArrayList<Share>(wanted.size());
        var rest = free;
        for (var i = 0; i < wanted.size() && rest > 0; i++) {
            var one = wanted.get((turn + i) % wanted.size());
            var most = Math.min(one.most(), Math.max(1, rest / (wanted.size() - i)));
            shares.add(new Share(one.lane(), most));
            rest -= most;
        }
        turn = wanted.isEmpty() ? 0 : (turn + 1) % wanted.size();
        return shares;
    }

    /** Gives everything back. */
    void close(Dispatcher.Departures departures) {
        release(List.copyOf(served.values()), departures);
        gates.clear();
    }

    private void take(List<Lane> waiting, Dispatcher.Departures departures) {
        var now = System.nanoTime();
        left.values().removeIf(since -> now - since > LEFT_TO_OTHERS.toNanos());
        var unserved = waiting.stream()
                .filter(lane -> !served.containsKey(lane) && !left.containsKey(lane))
                .toList();
        if (unserved.isEmpty()) {
            return;
        }
        var most = Math.max(LEAST_TAKEN_AT_ONCE, unserved.size() / 4);
        var until = now + LaneLeases.LEASE.minus(MARGIN).toNanos();
        for (var lease : leases.take(unserved.subList(0, Math.min(most, unserved.size())))) {
            var gate = gates.computeIfAbsent(lease.lane().tenant(), TenantGate::new);
            var pace = new NumberPace(quickest, random.split());
            served.put(lease.lane(), new ServedLane(lease, gate, pace, departures, until));
        }
    }

    private void renew(Dispatcher.Departures departures) {
        if (served.isEmpty()) {
            return;
        }
        var until = System.nanoTime() + LaneLeases.LEASE.minus(MARGIN).toNanos();
        var held = new HashSet<Lane>();
        for (var lease : leases.renew(served.keySet())) {
            held.add(lease.lane());
            var lane = served.get(lease.lane());
            if (lane != null) {
                lane.renewed(lease, until);
            }
        }
        var lost = served.keySet().stream().filter(lane -> !held.contains(lane)).toList();
        lost.forEach(lane -> forget(lane, departures));
    }

    private void countInbound() {
        if (served.isEmpty()) {
            return;
        }
        var since = clock.instant().minus(COUNTED);
        var received = TenantContext.call(
                tenantsOf(served.keySet()),
                () -> transaction.execute(status -> leases.receivedSince(served.keySet(), since)));
        served.forEach((lane, one) ->
                one.pace().inbound(Math.ceilDiv(received.getOrDefault(lane, 0), (int) COUNTED.toSeconds())));
    }

    private void letGo(Dispatcher.Departures departures) {
        var silent = served.values().stream()
                .filter(lane -> lane.idle().compareTo(IDLE) > 0)
                .toList();
        var longest = served.values().stream()
                .filter(lane -> lane.served().compareTo(LONGEST_SERVICE) > 0)
                .limit(1)
                .toList();
        longest.forEach(lane -> left.put(lane.lane(), System.nanoTime()));
        var ending = new HashSet<>(silent);
        ending.addAll(longest);
        release(ending, departures);
        var tenants = tenantsOf(served.keySet());
        gates.keySet().removeIf(tenant -> !tenants.contains(tenant));
    }

    private void release(Collection<ServedLane> lanes, Dispatcher.Departures departures) {
        if (lanes.isEmpty()) {
            return;
        }
        lanes.forEach(lane -> forget(lane.lane(), departures));
        leases.release(lanes.stream().collect(Collectors.toMap(ServedLane::lane, ServedLane::silence)));
    }

    private void forget(Lane lane, Dispatcher.Departures departures) {
        var one = served.remove(lane);
        if (one != null) {
            one.close().forEach(outgoing -> departures.giveBack(outgoing, one));
        }
    }

    private static Set<TenantId> tenantsOf(Collection<Lane> lanes) {
        return lanes.stream().map(Lane::tenant).collect(Collectors.toSet());
    }
}
