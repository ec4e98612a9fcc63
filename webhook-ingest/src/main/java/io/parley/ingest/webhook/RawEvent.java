package io.parley.ingest.webhook;

import io.parley.contract.Disposition;
import io.parley.contract.EventHeaders;
import io.parley.contract.EventTypes;
import io.parley.contract.TenantId;
import io.parley.contract.Topics;
import io.parley.kit.event.Event;
import io.parley.kit.event.Records;
import java.time.Instant;
import java.util.HashMap;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/**
 * One record of the topic raw-webhook, on its way there or read from it. Its id stays the same however often it is
 * published, so that a repeat is known as one.
 *
 * @param traceparent the W3C trace context that the webhook came with
 */
public record RawEvent(
        UUID id,
        Route route,
        Content content,
        Instant receivedAt,
        @Nullable String traceparent) {

    private static final int HEADERS = 12;

    /** Reads what {@link #toEvent} wrote; throws {@link IllegalArgumentException} for anything else. */
    public static RawEvent of(ConsumerRecord<String, byte[]> entry) {
        var id = Records.idOf(entry);
        var route = new Route(
                Disposition.valueOf(text(entry, EventHeaders.DISPOSITION)),
                Records.tenantOf(entry).orElse(null),
                Records.header(entry, EventHeaders.PHONE_NUMBER_ID).orElse(null),
                text(entry, EventHeaders.SUBJECT),
                entry.key());
        var content = new Content(
                Records.header(entry, EventHeaders.FIELD).orElse(null),
                Integer.parseInt(text(entry, EventHeaders.ELEMENTS)),
                entry.value());
        var receivedAt = Instant.parse(text(entry, EventHeaders.TIME));
        return new RawEvent(
                id,
                route,
                content,
                receivedAt,
                Records.header(entry, EventHeaders.TRACEPARENT).orElse(null));
    }

    /** Returns this event for its new owner. */
    public RawEvent ownedBy(TenantId owner, boolean enabled) {
        return new RawEvent(id, route.ownedBy(owner, enabled), content, receivedAt, traceparent);
    }

    /** Returns this event as it goes to the topic. */
    public Event toEvent() {
        var headers = HashMap.<String, String>newHashMap(HEADERS);
        headers.put(EventHeaders.SPEC_VERSION, "1.0");
        headers.put(EventHeaders.ID, id.toString());
        headers.put(EventHeaders.TYPE, EventTypes.RAW_WEBHOOK);
        headers.put(EventHeaders.TIME, receivedAt.toString());
        headers.put(EventHeaders.SUBJECT, route.subject());
        headers.put(EventHeaders.DISPOSITION, route.disposition().name());
        headers.put(EventHeaders.ELEMENTS, String.valueOf(content.elements()));
        headers.put(
                EventHeaders.CONTENT_TYPE,
                route.disposition() == Disposition.UNPARSEABLE ? "application/octet-stream" : "application/json");
        putIfPresent(headers, EventHeaders.TENANT_ID, route.tenant());
        putIfPresent(headers, EventHeaders.PHONE_NUMBER_ID, route.phoneNumberId());
        putIfPresent(headers, EventHeaders.FIELD, content.field());
        putIfPresent(headers, EventHeaders.TRACEPARENT, traceparent);
        return new Event(Topics.RAW_WEBHOOK, route.key(), route.tenant(), headers, content.body());
    }

    private static void putIfPresent(HashMap<String, String> headers, String name, @Nullable Object value) {
        if (value != null) {
            headers.put(name, value.toString());
        }
    }

    private static String text(ConsumerRecord<?, ?> entry, String header) {
        return Records.header(entry, header)
                .orElseThrow(() -> new IllegalArgumentException("header " + header + ": none (expected: a value)"));
    }
}
