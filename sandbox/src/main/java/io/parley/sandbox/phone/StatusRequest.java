package io.parley.sandbox.phone;

import io.parley.sandbox.behaviour.Expect;
import io.parley.sandbox.behaviour.InvalidSetting;
import io.parley.sandbox.meta.Wamids;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A status to report. For a message id that the sandbox did not issue, {@code phoneNumberId} and {@code to} say whose
 * it is, as for a message that another app sent.
 */
record StatusRequest(
        String wamid,
        String status,
        @Nullable Integer errorCode,
        @Nullable String phoneNumberId,
        @Nullable String to,
        @Nullable String callbackData,
        @Nullable Long timestamp) {

    private static final Set<String> STATUSES =
            Set.of("sent", "delivered", "read", "played", "failed", "deleted", "warning");

    @SuppressWarnings("ConstantConditions") // JSON may lack anything
    StatusRequest {
        if (wamid == null || !Wamids.looksLikeOne(wamid)) {
            throw new InvalidSetting("wamid", wamid + " (expected: wamid.…)");
        }
        if (status == null || !STATUSES.contains(status)) {
            throw new InvalidSetting(
                    "status",
                    status + " (expected: one of " + STATUSES.stream().sorted().toList() + ")");
        }
        Expect.that("errorCode", errorCode == null || "failed".equals(status), "given", "none unless status is failed");
        Expect.that("to", to == null || to.matches("[0-9]{7,15}"), to == null ? "" : to, "7 to 15 digits");
        if (timestamp != null) {
            Expect.that("timestamp", timestamp >= 0, timestamp, "seconds since 1970");
        }
    }
}
