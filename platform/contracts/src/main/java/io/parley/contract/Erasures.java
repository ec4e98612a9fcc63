package io.parley.contract;

import java.util.List;

/** What all who take part in the erasure of a customer agree on. */
public final class Erasures {

    /**
     * The services that hold customers' data, by their names: each answers every {@link ErasureRequested} with one
     * {@link ErasureCompleted}, also where it held nothing. A service that is added here is waited for from then on; an
     * erasure that was requested before waits for those that were named then.
     */
    public static final List<String> SERVICES =
            List.of("contact-service", "messaging-service", "conversation-service", "webhook-ingest");

    private Erasures() {}
}
