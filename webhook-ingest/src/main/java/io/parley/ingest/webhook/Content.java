package io.parley.ingest.webhook;

import org.jspecify.annotations.Nullable;

/**
 * What a raw event says.
 *
 * @param field the field of Meta's change; none where the body cannot be read
 * @param elements as {@link io.parley.contract.WebhookElements} counts them
 * @param body a complete webhook of Meta's shape that holds one change; the bytes as received where they cannot be read
 */
public record Content(@Nullable String field, int elements, byte[] body) {}
