package io.parley.contract;

/** The CloudEvents types that Parley writes. A change that would break a reader gets a new type. */
public final class EventTypes {

    public static final String RAW_WEBHOOK = "io.parley.raw-webhook";
    public static final String WEBHOOK_OUTCOME = "io.parley.webhook-outcome";
    public static final String MESSAGE_RECEIVED = "io.parley.message-received";
    public static final String MESSAGE_QUEUED = "io.parley.message-queued";
    public static final String MESSAGE_SENT = "io.parley.message-sent";
    public static final String STATUS_CHANGED = "io.parley.status-changed";
    public static final String TENANT_SETTINGS = "io.parley.tenant-settings";
    public static final String USER_CHANGED = "io.parley.user-changed";

    private EventTypes() {}
}
