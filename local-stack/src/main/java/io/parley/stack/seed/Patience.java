package io.parley.stack.seed;

import io.parley.stack.home.StackException;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** Waits for what one service has yet to hear from another. */
final class Patience {

    private static final Duration SETTLES_WITHIN = Duration.ofSeconds(60);
    private static final Duration POLL = Duration.ofMillis(250);

    private Patience() {}

    /** Asks until the answer is yes; {@code otherwise} tells what is wrong when it never is. */
    static void until(BooleanSupplier condition, String otherwise) {
        var deadline = System.nanoTime() + SETTLES_WITHIN.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > deadline) {
                throw new StackException(otherwise + "; see ./parley logs");
            }
            LockSupport.parkNanos(POLL.toNanos());
        }
    }
}
