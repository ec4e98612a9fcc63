package io.parley.kit.trace;

import io.parley.kit.id.Ids;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The {@code traceparent} of the current work (W3C Trace Context, section 3.2). Requests begin with their caller's or a
 * new one; events carry it on.
 */
public final class Trace {

    /** The header that carries it, over HTTP and in Kafka. */
    public static final String HEADER = "traceparent";

    private static final ScopedValue<String> CURRENT = ScopedValue.newInstance();
    private static final Pattern SANE = Pattern.compile("00-(?!0{32})[0-9a-f]{32}-(?!0{16})[0-9a-f]{16}-[0-9a-f]{2}");
    private static final int PARENT_DIGITS = 16;
    private static final int ID_BEGINS = 3;
    private static final int ID_ENDS = 35;

    private Trace() {}

    /** Returns the current traceparent, where there is one. */
    public static Optional<String> current() {
        return CURRENT.isBound() ? Optional.of(CURRENT.get()) : Optional.empty();
    }

    /** Returns the trace's own id, without which part of it this is. */
    public static String idOf(String traceparent) {
        return traceparent.substring(ID_BEGINS, ID_ENDS);
    }

    /** Returns the id of the trace that {@code offered} names; empty where it names none. */
    public static Optional<String> idIn(@Nullable String offered) {
        return offered != null && SANE.matcher(offered).matches() ? Optional.of(idOf(offered)) : Optional.empty();
    }

    /** Runs {@code work} within {@code traceparent}. */
    public static void run(String traceparent, Runnable work) {
        ScopedValue.where(CURRENT, traceparent).run(work);
    }

    /** Returns what {@code work} returns, run within {@code traceparent}. */
    public static <R, X extends Throwable> R call(String traceparent, ScopedValue.CallableOp<? extends R, X> work)
            throws X {
        return ScopedValue.where(CURRENT, traceparent).call(work);
    }

    /** Returns the offered traceparent where it is well-formed, else that of a new trace, which nobody samples yet. */
    public static String continued(@Nullable String offered, Ids ids) {
        if (offered != null && SANE.matcher(offered).matches()) {
            return offered;
        }
        var trace = ids.next().toString().replace("-", "");
        var parent = ids.next().toString().replace("-", "").substring(PARENT_DIGITS);
        return "00-" + trace + "-" + parent + "-00";
    }
}
