package io.parley.contract;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.Collections;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Where a customer's message came from (Cloud API webhooks, "messages", objects {@code context} and {@code referral}).
 *
 * @param forwarded the customer passed on somebody else's message
 * @param frequentlyForwarded it had been passed on many times before
 * @param referral Meta's own object about the advertisement or post that the customer came from
 * @param referredProduct Meta's own object about the catalogue item that the customer asks about
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record MessageContext(
        @Nullable Boolean forwarded,
        @Nullable Boolean frequentlyForwarded,
        @Nullable Map<String, Object> referral,
        @Nullable Map<String, Object> referredProduct) {

    public MessageContext {
        referral = referral == null ? null : Collections.unmodifiableMap(referral);
        referredProduct = referredProduct == null ? null : Collections.unmodifiableMap(referredProduct);
    }
}
