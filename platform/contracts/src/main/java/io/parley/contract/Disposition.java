package io.parley.contract;

/** How the readers of raw-webhook are to treat a record. */
public enum Disposition {
    /** Belongs to the tenant in the header and is to be applied. */
    ROUTED,
    /** Belongs to the tenant in the header, whose webhook is switched off: kept, not applied. */
    DISABLED,
    /** Names a number that no tenant has connected: kept for the operator. */
    UNROUTED,
    /** Correctly signed, but not a webhook that can be read: kept for the operator. */
    UNPARSEABLE
}
