package io.parley.ingest.receive;

import java.util.List;

/** What came of reading a body that was correctly signed. */
sealed interface Reading {

    /**
     * A webhook.
     *
     * @param changes all that could be read, in order
     * @param complete whether that was everything; otherwise the body as it came is worth keeping, too
     */
    record Webhook(List<Change> changes, boolean complete) implements Reading {}

    /** Not a webhook of WhatsApp, or more than one can reasonably be. */
    record Unreadable(Reason reason) implements Reading {}

    /** Why a body cannot be read. */
    enum Reason {
        NOT_JSON,
        NOT_WHATSAPP,
        EMPTY,
        AMBIGUOUS,
        EXCESSIVE
    }
}
