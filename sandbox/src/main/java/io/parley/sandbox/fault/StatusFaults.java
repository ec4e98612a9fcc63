package io.parley.sandbox.fault;

import io.parley.sandbox.behaviour.Expect;
import org.jspecify.annotations.Nullable;

/**
 * How likely the statuses of a send are to arrive out of order, a status to arrive twice or never, and the first
 * status to arrive before the send is answered.
 */
public record StatusFaults(
        @Nullable Double disorder,
        @Nullable Double duplicates,
        @Nullable Double statusBeforeAnswer,
        @Nullable Double drop) {

    static final StatusFaults NONE = new StatusFaults(null, null, null, null);

    public StatusFaults {
        disorder = share("disorder", disorder);
        duplicates = share("duplicates", duplicates);
        statusBeforeAnswer = share("statusBeforeAnswer", statusBeforeAnswer);
        drop = share("drop", drop);
    }

    private static double share(String field, @Nullable Double value) {
        if (value == null) {
            return 0;
        }
        Expect.share(field, value);
        return value;
    }
}
