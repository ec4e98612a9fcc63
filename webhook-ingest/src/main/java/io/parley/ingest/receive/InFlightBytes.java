package io.parley.ingest.receive;

import java.util.concurrent.atomic.AtomicLong;

/** How many bytes of bodies are in memory, and how many may be. Thread-safe. */
final class InFlightBytes {

    private final long most;
    private final AtomicLong taken = new AtomicLong();

    InFlightBytes(long most) {
        this.most = most;
    }

    long taken() {
        return taken.get();
    }

    /** Returns a lease of nothing yet. */
    Lease lease() {
        return new Lease();
    }

    /** What one request holds; closing gives it back. For one thread. */
    final class Lease implements AutoCloseable {

        private long held;

        /** Takes more; tells whether there was enough. */
        boolean take(long bytes) {
            if (taken.addAndGet(bytes) > most) {
                taken.addAndGet(-bytes);
                return false;
            }
            held += bytes;
            return true;
        }

        @Override
        public void close() {
            taken.addAndGet(-held);
            held = 0;
        }
    }
}
