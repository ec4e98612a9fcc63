package io.parley.realtime.engine;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.concurrent.atomic.AtomicLong;

/** Counts what waits to be sent over all connections, and who was cut off for reading too slowly. */
final class Backlogs {

    /** What a connection may have waiting even where all others together have used up the whole. */
    private static final long FAIR_SHARE = 16_384;

    private final EngineSettings.Backlog limits;
    private final AtomicLong characters = new AtomicLong();
    private final Counter cut;

    Backlogs(EngineSettings.Backlog limits, MeterRegistry metrics) {
        this.limits = limits;
        this.cut = metrics.counter("realtime.engine.slow-readers");
        Gauge.builder("realtime.engine.backlog", characters, AtomicLong::get).register(metrics);
    }

    /** Whether a connection with this much waiting, the next message included, may have it wait. */
    boolean admits(int messages, long size) {
        return messages <= limits.messages()
                && size <= limits.characters()
                && (characters.get() < limits.totalCharacters() || size <= FAIR_SHARE);
    }

    void add(long size) {
        characters.addAndGet(size);
    }

    void remove(long size) {
        characters.addAndGet(-size);
    }

    void countCut() {
        cut.increment();
    }
}
