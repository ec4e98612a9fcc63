package io.parley.realtime.engine;

import java.time.Duration;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** Counts the WebSockets whose clients have not been told of the end. */
final class Farewells {

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition allTold = lock.newCondition();
    private int untold;

    void opened() {
        lock.lock();
        try {
            untold++;
        } finally {
            lock.unlock();
        }
    }

    /** Takes note that one has been sent the frame that closes it, or is gone. */
    void told() {
        lock.lock();
        try {
            untold--;
            if (untold == 0) {
                allTold.signalAll();
            }
        } finally {
            lock.unlock();
        }
    }

    /** Blocks until none is left, and no longer than {@code most}. */
    void await(Duration most) {
        lock.lock();
        try {
            for (var left = most.toNanos(); untold > 0 && left > 0; ) {
                left = allTold.awaitNanos(left);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            lock.unlock();
        }
    }
}
