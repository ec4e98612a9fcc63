package io.parley.realtime.engine;

import java.time.Duration;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** Runs short tasks at given times. What is due in no time at all is not kept. */
final class Timers extends ScheduledThreadPoolExecutor {

    /** A delay with which the library may be told not to do something. */
    static final Duration NEVER = Duration.ofDays(36_500);

    Timers() {
        super(2, Thread.ofPlatform().name("socket-timers-", 0).daemon().factory());
        setRemoveOnCancelPolicy(true);
        setRejectedExecutionHandler(new ThreadPoolExecutor.DiscardPolicy()); // at the end nothing is timed any more
    }

    @Override
    public ScheduledFuture<?> schedule(Runnable task, long delay, TimeUnit unit) {
        var scheduled = super.schedule(task, delay, unit);
        if (unit.toMillis(delay) >= NEVER.toMillis()) {
            scheduled.cancel(false);
        }
        return scheduled;
    }
}
