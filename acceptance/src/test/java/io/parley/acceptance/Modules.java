package io.parley.acceptance;

import java.util.List;

/** The services that an installation runs. */
final class Modules {

    static final List<String> SERVICES = List.of(
            "gateway",
            "auth-service",
            "webhook-ingest",
            "messaging-service",
            "conversation-service",
            "contact-service",
            "template-service",
            "analytics-service",
            "realtime-service");

    private Modules() {}
}
