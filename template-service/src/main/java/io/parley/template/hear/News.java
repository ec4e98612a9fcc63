package io.parley.template.hear;

import io.parley.contract.TenantId;
import io.parley.template.book.Mention;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * What a webhook says of a template.
 *
 * @param id derived from what it says, so that the same said twice is known as the same
 * @param at when, by Meta's clock
 * @param mention of which template; null where that cannot be told
 */
record News(
        TenantId tenant,
        UUID rawEvent,
        UUID id,
        String field,
        Instant at,
        @Nullable Mention mention,
        JsonNode value,
        @Nullable String traceparent) {}
