package io.parley.contract;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What WhatsApp said of the customer who wrote.
 *
 * @param customerId Parley's id of the customer, the same whichever identity a webhook carried
 * @param phoneNumber E.164 with {@code +}; null for a customer known only by a business-scoped user id
 * @param userId business-scoped user id
 * @param name profile name
 * @param username WhatsApp user name; changes, never a key
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record CustomerProfile(
        UUID customerId,
        @Nullable String phoneNumber,
        @Nullable String userId,
        @Nullable String name,
        @Nullable String username) {}
