package io.parley.contract;

/** Where a message happened that did not pass through Parley. */
public enum MessageOrigin {
    /** Sent from the WhatsApp Business app on the business's own phone (coexistence). */
    PHONE_APP,
    /** Exchanged before the number was connected, and handed over since (coexistence). */
    HISTORY
}
