package io.parley.kit.event;

import io.parley.contract.EventHeaders;
import io.parley.contract.TenantId;
import io.parley.kit.json.Json;
import io.parley.kit.trace.Trace;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An event on its way to a topic.
 *
 * @param key what it must stay in order with
 * @param headers CloudEvents and other headers, complete but for the source, which the publisher adds
 */
public record Event(String topic, String key, @Nullable TenantId tenant, Map<String, String> headers, byte[] payload) {

    public Event {
        headers = Map.copyOf(headers);
    }

    /**
     * Begins an event of a tenant about {@code subject}, within the current trace; its key is {@code subject} until said
     * otherwise.
     */
    public static Event of(String topic, String type, UUID id, TenantId tenant, Object subject) {
        var headers = new LinkedHashMap<String, String>();
        headers.put(EventHeaders.SPEC_VERSION, "1.0");
        headers.put(EventHeaders.ID, id.toString());
        headers.put(EventHeaders.TYPE, type);
        headers.put(EventHeaders.SUBJECT, subject.toString());
        headers.put(EventHeaders.TENANT_ID, tenant.toString());
        headers.put(EventHeaders.CONTENT_TYPE, "application/json");
        Trace.current().ifPresent(traceparent -> headers.put(EventHeaders.TRACEPARENT, traceparent));
        return new Event(topic, subject.toString(), tenant, headers, new byte[0]);
    }

    /** Returns this event with another key. */
    public Event keyed(Object newKey) {
        return new Event(topic, newKey.toString(), tenant, headers, payload);
    }

    /** Returns this event, saying when its fact happened. */
    public Event at(Instant time) {
        return with(EventHeaders.TIME, time.toString());
    }

    /** Returns this event with one more header; null adds none. */
    public Event with(String header, @Nullable String value) {
        if (value == null) {
            return this;
        }
        var more = new LinkedHashMap<>(headers);
        more.put(header, value);
        return new Event(topic, key, tenant, more, payload);
    }

    /** Returns this event with {@code value} as JSON. */
    public Event carrying(Object value) {
        return new Event(topic, key, tenant, headers, Json.events().writeValueAsBytes(value));
    }
}
