package io.parley.messaging.dispatch;

import io.parley.messaging.dispatch.pace.NumberPace;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * A lane that this process serves: what it has claimed leaves in that order, at the number's pace, while the lease lasts.
 * What does not leave is given back.
 */
final class ServedLane {

    private static final Duration LOOK = Duration.ofMillis(200);

    /** With more, the lane is left alone for a while, so that files do not take all places. */
    private static final int MOST_BEING_PREPARED = 64;

    private final Lane lane;
    private final TenantGate gate;
    private final Dispatcher.Departures departures;
    private final NumberPace pace;
    private final LinkedBlockingQueue<Outgoing> waiting = new LinkedBlockingQueue<>();
    private final AtomicInteger beingPrepared = new AtomicInteger();
    private final Thread thread;
    private final long servedSince = System.nanoTime();
    private volatile long leasedUntil;
    private volatile long busyAt = servedSince;
    private volatile boolean open = true;

    ServedLane(
            LaneLeases.Lease lease,
            TenantGate gate,
            NumberPace pace,
            Dispatcher.Departures departures,
            long leasedUntil) {
        this.lane = lease.lane();
        this.gate = gate;
        this.pace = pace;
        this.departures = departures;
        this.pace.closedUntil(servedSince + lease.quiet().toNanos());
        this.thread = Thread.ofVirtual().name("dispatch-lane").unstarted(this::serve);
        renewed(lease, leasedUntil);
        thread.start();
    }

    Lane lane() {
        return lane;
    }

    TenantGate gate() {
        return gate;
    }

    NumberPace pace() {
        return pace;
    }

    void renewed(LaneLeases.Lease lease, long until) {
        var limit = lease.messagesPerSecond();
        pace.limit(limit == null ? NumberPace.STANDARD : limit);
        leasedUntil = until;
    }

    /** Returns how many more messages this lane could let go within {@code ahead} nanoseconds. */
    int room(long ahead) {
        return isLeased() && beingPrepared.get() < MOST_BEING_PREPARED
                ? pace.room(System.nanoTime(), ahead) - waiting.size()
                : 0;
    }

    /** Counts a message whose file is on its way; others do not wait for it. */
    void preparing() {
        beingPrepared.incrementAndGet();
    }

    void prepared() {
        beingPrepared.decrementAndGet();
    }

    /** Has a message leave in its turn; returns false where the lane is closed and it has to be given back. */
    boolean add(Outgoing outgoing) {
        busyAt = System.nanoTime();
        waiting.add(outgoing);
        return open || !waiting.remove(outgoing);
    }

    void touched() {
        busyAt = System.nanoTime();
    }

    Duration idle() {
        return waiting.isEmpty() ? Duration.ofNanos(System.nanoTime() - busyAt) : Duration.ZERO;
    }

    Duration served() {
        return Duration.ofNanos(System.nanoTime() - servedSince);
    }

    /** Returns how long ago something last left. */
    Duration silence() {
        var latest = pace.latest();
        return Duration.ofNanos(System.nanoTime() - (latest == Long.MIN_VALUE ? servedSince : latest));
    }

    boolean isLeased() {
        return open && leasedUntil - System.nanoTime() > 0;
    }

    /** Lets nothing more leave, and returns what was claimed and has not left; one that is at the door goes or comes back. */
    List<Outgoing> close() {
        open = false;
        LockSupport.unpark(thread);
        var left = new ArrayList<Outgoing>();
        waiting.drainTo(left);
        return left;
    }

    private void serve() {
        while (open) {
            var next = poll();
            if (next == null) {
                continue;
            }
            if (awaitTurn() && gate.mayCall()) {
                departures.depart(next, this, pace.latest());
            } else {
                departures.giveBack(next, this);
            }
        }
    }

    private @Nullable Outgoing poll() {
        try {
            return waiting.poll(LOOK.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            open = false;
            return null;
        }
    }

    private boolean awaitTurn() {
        while (isLeased()) {
            var wait = pace.tryDepart(System.nanoTime());
            if (wait == 0) {
                return true;
            }
            LockSupport.parkNanos(wait);
        }
        return false;
    }
}
