package io.parley.sandbox.fault;

import io.parley.sandbox.behaviour.Expect;

/**
 * How likely the statuses of a send are to arrive out of order, a status to arrive twice or never, and the first
 * status to arrive before the send is answered.
 */
public record StatusFaults(double disorder, double duplicates, double statusBeforeAnswer, double drop) {

    static final StatusFaults NONE = new StatusFaults(0, 0, 0, 0);

    public StatusFaults {
        Expect.share("disorder", disorder);
        Expect.share("duplicates", duplicates);
        Expect.share("statusBeforeAnswer", statusBeforeAnswer);
        Expect.share("drop", drop);
    }
}
