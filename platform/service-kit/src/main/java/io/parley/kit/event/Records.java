package io.parley.kit.event;

import io.parley.contract.EventHeaders;
import io.parley.contract.TenantId;
import io.parley.kit.json.Json;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Reads what {@link Event} wrote: the headers and the value of a consumed record. */
public final class Records {

    private Records() {}

    /** Returns a header's text. */
    public static Optional<String> header(ConsumerRecord<?, ?> entry, String name) {
        var header = entry.headers().lastHeader(name);
        return header == null || header.value() == null
                ? Optional.empty()
                : Optional.of(new String(header.value(), StandardCharsets.UTF_8));
    }

    /** Returns the event's id; throws {@link IllegalArgumentException} where there is none. */
    public static UUID idOf(ConsumerRecord<?, ?> entry) {
        return UUID.fromString(required(entry, EventHeaders.ID));
    }

    /** Returns the tenant that the event belongs to, where it belongs to one. */
    public static Optional<TenantId> tenantOf(ConsumerRecord<?, ?> entry) {
        return header(entry, EventHeaders.TENANT_ID).map(TenantId::of);
    }

    /** Reads the value as JSON; fields unknown to {@code type} are ignored. */
    public static <T> T read(ConsumerRecord<?, byte[]> entry, Class<T> type) {
        return Json.events().readValue(entry.value(), type);
    }

    private static String required(ConsumerRecord<?, ?> entry, String name) {
        return header(entry, name)
                .orElseThrow(() -> new IllegalArgumentException("header " + name + ": none (expected: a value)"));
    }
}
