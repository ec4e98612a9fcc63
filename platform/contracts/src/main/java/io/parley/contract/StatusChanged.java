package io.parley.contract;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A message's status moved forward. Repeated and overtaken reports of Meta do not appear here.
 *
 * @param at when it happened, by Meta's clock
 * @param pricing Meta's pricing object, where the status carried one
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record StatusChanged(
        UUID messageId,
        UUID conversationId,
        @Nullable String whatsappId,
        MessageStatus from,
        MessageStatus to,
        Instant at,
        @Nullable MessageError error,
        @Nullable Map<String, Object> pricing) {}
