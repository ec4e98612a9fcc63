package io.parley.contract;

/** The CloudEvents types that Parley writes. A change that would break a reader gets a new type. */
public final class EventTypes {

    public static final String RAW_WEBHOOK = "io.parley.raw-webhook";
    public static final String WEBHOOK_OUTCOME = "io.parley.webhook-outcome";
    public static final String MESSAGE_RECEIVED = "io.parley.message-received";
    public static final String MESSAGE_QUEUED = "io.parley.message-queued";
    public static final String MESSAGE_SENT = "io.parley.message-sent";
    public static final String STATUS_CHANGED = "io.parley.status-changed";
    public static final String MESSAGE_MIRRORED = "io.parley.message-mirrored";
    public static final String MESSAGE_CHANGED = "io.parley.message-changed";
    public static final String CONVERSATION_UPDATED = "io.parley.conversation-updated";
    public static final String TYPING = "io.parley.typing";
    public static final String PRESENCE = "io.parley.presence";
    public static final String PRESENCE_BEAT = "io.parley.presence-beat";
    public static final String CUSTOMER_CHANGED = "io.parley.customer-changed";
    public static final String NUMBER_STATUS = "io.parley.number-status";
    public static final String TEMPLATE_CHANGED = "io.parley.template-changed";
    public static final String CONTACT_CHANGED = "io.parley.contact-changed";
    public static final String TENANT_SETTINGS = "io.parley.tenant-settings";
    public static final String USER_CHANGED = "io.parley.user-changed";
    public static final String ERASURE_REQUESTED = "io.parley.erasure-requested";
    public static final String ERASURE_COMPLETED = "io.parley.erasure-completed";

    private EventTypes() {}
}
