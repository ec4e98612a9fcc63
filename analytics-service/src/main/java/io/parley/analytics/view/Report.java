package io.parley.analytics.view;

import java.util.List;

/** What can be had as CSV, and its columns. */
enum Report {
    ACTIVITY("date", "sent", "received", "delivered", "read", "failed"),
    AGENTS(
            "id",
            "name",
            "sent",
            "firstResponses",
            "averageFirstResponseSeconds",
            "resolutions",
            "averageResolutionSeconds"),
    TEMPLATES("name", "language", "sent", "delivered", "read", "failed");

    private final List<String> columns;

    Report(String... columns) {
        this.columns = List.of(columns);
    }

    List<String> columns() {
        return columns;
    }
}
