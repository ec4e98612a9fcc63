package io.parley.stack.home;

import java.util.Locale;

/**
 * The services of Parley, in the order they are listed: module, port as distance from the stack's port, and the variable
 * through which the gateway learns its address (none for those it does not call).
 */
public enum Service {
    SANDBOX("sandbox", 9, ""),
    AUTH("auth-service", 1, "AUTH_URL"),
    INGEST("webhook-ingest", 2, "INGEST_URL"),
    MESSAGING("messaging-service", 3, "MESSAGING_URL"),
    CONVERSATION("conversation-service", 4, "CONVERSATION_URL"),
    CONTACT("contact-service", 5, "CONTACT_URL"),
    TEMPLATE("template-service", 6, "TEMPLATE_URL"),
    ANALYTICS("analytics-service", 7, "ANALYTICS_URL"),
    REALTIME("realtime-service", 8, "REALTIME_URL"),
    GATEWAY("gateway", 0, "");

    private final String module;
    private final int portOffset;
    private final String addressVariable;

    Service(String module, int portOffset, String addressVariable) {
        this.module = module;
        this.portOffset = portOffset;
        this.addressVariable = addressVariable;
    }

    /** The name of the Maven module, which is also that of the process, its log and its line in the status. */
    public String module() {
        return module;
    }

    public int port(int stackPort) {
        return stackPort + portOffset;
    }

    public String addressVariable() {
        return addressVariable;
    }

    /** Whether it keeps data of tenants, and so needs the database, the broker and the secrets. */
    public boolean keepsData() {
        return this != SANDBOX && this != GATEWAY;
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
