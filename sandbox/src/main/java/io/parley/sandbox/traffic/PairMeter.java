package io.parley.sandbox.traffic;

import io.parley.sandbox.behaviour.Behaviour.PairLimit;

/**
 * The messages of one number to one customer. A burst may run ahead of the rate within one interval; what it borrowed
 * is then waited for in silence.
 */
final class PairMeter {

    private long burstStart;
    private int burstSize;
    private long freeAt;
    private boolean used;

    synchronized boolean tryCount(long now, PairLimit limit) {
        var interval = limit.intervalMs() * 1_000_000;
        if (!used || now - freeAt >= 0) {
            used = true;
            burstStart = now;
            burstSize = 1;
            freeAt = now + interval;
            return true;
        }
        if (now - burstStart < interval && burstSize < limit.burst()) {
            burstSize++;
            freeAt += interval;
            return true;
        }
        return false;
    }
}
