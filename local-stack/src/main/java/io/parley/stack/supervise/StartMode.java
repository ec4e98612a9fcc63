package io.parley.stack.supervise;

/** What helps the JVMs of services to start. */
public enum StartMode {
    /** Nothing, for measuring. */
    BARE,
    /** Ahead-of-time caches where there are some. */
    CACHED,
    /**
     * Caches where there are some, else the JVM's quick compiler alone: half the work of a start, less speed ever after. For
     * what runs a short time, or will find caches the next time.
     */
    QUICK
}
