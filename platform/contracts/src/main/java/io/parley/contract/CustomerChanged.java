package io.parley.contract;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A customer is known by other names than before, or turned out to be somebody else.
 *
 * @param profile as it is now
 * @param mergedInto the customer who goes on in this one's place; threads of both stay, new messages go to that one's
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record CustomerChanged(
        TenantId tenantId,
        CustomerProfile profile,
        @Nullable UUID mergedInto,
        Instant at) {}
