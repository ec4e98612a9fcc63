package io.parley.kit.trace;

import org.jspecify.annotations.Nullable;
import org.slf4j.MDC;

/** Something that all log lines say until it is closed; then they say what they said before. */
public final class LogContext implements AutoCloseable {

    private static final String TRACE = "traceId";
    private static final String TENANT = "tenantId";

    private final String key;
    private final @Nullable String before;

    private LogContext(String key, @Nullable String value) {
        this.key = key;
        this.before = MDC.get(key);
        set(value);
    }

    /** Has log lines name the trace, or none. */
    public static LogContext trace(@Nullable String id) {
        return new LogContext(TRACE, id);
    }

    /** Has log lines name the tenant, or none. */
    public static LogContext tenant(@Nullable String id) {
        return new LogContext(TENANT, id);
    }

    @Override
    public void close() {
        set(before);
    }

    private void set(@Nullable String value) {
        if (value == null) {
            MDC.remove(key);
        } else {
            MDC.put(key, value);
        }
    }
}
