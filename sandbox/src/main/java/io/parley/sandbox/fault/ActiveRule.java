package io.parley.sandbox.fault;

import java.util.Random;

/** A rule at work: draws, counts its hits and ends itself after the last of its next ones. */
final class ActiveRule {

    private final FaultRule rule;
    private final Random random;
    private long hits;

    ActiveRule(FaultRule rule, long seed) {
        this.rule = rule;
        this.random = new Random(seed);
    }

    FaultRule rule() {
        return rule;
    }

    synchronized long hits() {
        return hits;
    }

    synchronized boolean strikes() {
        if (rule.next() != null && hits >= rule.next()) {
            return false;
        }
        if (rule.probability() != null && random.nextDouble() >= rule.probability()) {
            return false;
        }
        hits++;
        return true;
    }
}
