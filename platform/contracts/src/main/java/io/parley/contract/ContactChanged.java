package io.parley.contract;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A contact of a tenant as it is now, or that it is gone.
 *
 * @param phoneNumber E.164 with {@code +}; null where only a business-scoped user id is known
 * @param userId business-scoped user id
 * @param optedOut the customer wants no marketing
 * @param deleted the rest is as it last was
 */
@SuppressWarnings("RecordComponentNumber")
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ContactChanged(
        UUID id,
        TenantId tenantId,
        @Nullable String phoneNumber,
        @Nullable String userId,
        @Nullable String name,
        @Nullable String email,
        List<String> tags,
        boolean optedOut,
        Instant createdAt,
        Instant updatedAt,
        boolean deleted) {

    public ContactChanged {
        tags = List.copyOf(tags);
    }
}
