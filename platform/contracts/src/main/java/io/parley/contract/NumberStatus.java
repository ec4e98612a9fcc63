package io.parley.contract;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Whether messages leave from a number, as the service that sends has found out.
 *
 * @param settingsVersion the version of the tenant's settings that this was found out with; newer settings overrule it
 * @param error Meta's reason; null where the number sends
 * @param at when it was found out
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record NumberStatus(
        TenantId tenantId,
        String phoneNumberId,
        State status,
        long settingsVersion,
        @Nullable MessageError error,
        Instant at) {

    /** What a number can do. */
    public enum State {
        /** It sends. */
        CONNECTED,
        /** Meta refuses its access token; what is queued waits for another one. */
        TOKEN_REJECTED,
        /** Meta does not let the number or its account send; what is queued waits. */
        HELD
    }
}
