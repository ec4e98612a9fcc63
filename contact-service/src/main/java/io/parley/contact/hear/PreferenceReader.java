package io.parley.contact.hear;

import io.parley.contact.book.Consent;
import io.parley.contact.book.Fields;
import io.parley.contact.book.PhoneNumber;
import io.parley.contact.book.UserId;
import io.parley.contract.EventHeaders;
import io.parley.contract.TenantId;
import io.parley.kit.event.Records;
import io.parley.kit.id.Ids;
import io.parley.kit.json.Json;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Reads Meta's field {@code user_preferences} (Cloud API webhooks): customers say in WhatsApp itself whether they want
 * marketing.
 */
final class PreferenceReader {

    private static final Map<String, Boolean> OPTED_OUT = Map.of("stop", true, "resume", false, "signup", false);
    private static final long LATEST_SECOND = 253_402_300_799L;

    private PreferenceReader() {}

    /**
     * One change of the field.
     *
     * @param id derived from what it says, so that the same said twice is known as the same
     * @param ignored why nothing of it can be applied; null where something can
     */
    record Change(
            TenantId tenant,
            UUID rawEvent,
            UUID id,
            List<Heard> heard,
            @Nullable String ignored,
            @Nullable String traceparent) {

        Change {
            heard = List.copyOf(heard);
        }
    }

    static Change read(ConsumerRecord<String, byte[]> entry) {
        var tenant = Records.tenantOf(entry).orElseThrow();
        var value = Json.events()
                .readTree(entry.value())
                .path("entry")
                .path(0)
                .path("changes")
                .path(0)
                .path("value");
        var items = value.path("user_preferences");
        var heard = new ArrayList<Heard>();
        for (var i = 0; items.isArray() && i < items.size(); i++) {
            var item = items.get(i);
            var one = heard(tenant, item, value.path("contacts"), receivedAt(entry));
            if (one != null) {
                heard.add(one);
            }
        }
        var reason = !items.isArray() || items.isEmpty() ? "NO_ELEMENTS" : "UNKNOWN_PREFERENCE";
        return new Change(
                tenant,
                Records.idOf(entry),
                Ids.derived("preference", tenant, items.toString()),
                heard,
                heard.isEmpty() ? reason : null,
                Records.header(entry, EventHeaders.TRACEPARENT).orElse(null));
    }

    private static @Nullable Heard heard(TenantId tenant, JsonNode item, JsonNode contacts, Instant receivedAt) {
        var optedOut = OPTED_OUT.get(item.path("value").asString(""));
        var category = item.path("category").asString("marketing_messages");
        var phone = PhoneNumber.parse(item.path("wa_id").asString("")).orElse(null);
        var userId = UserId.parse(item.path("user_id").asString("")).orElse(null);
        if (optedOut == null || !category.equals("marketing_messages") || (phone == null && userId == null)) {
            return null;
        }
        var at = Objects.requireNonNullElse(time(item.path("timestamp")), receivedAt);
        return new Heard(tenant, null, null, phone, userId, name(item, contacts), new Consent(optedOut, at), at, true);
    }

    /** The profiles stand beside the preferences, told apart by their ids. */
    private static @Nullable String name(JsonNode item, JsonNode contacts) {
        for (var i = 0; contacts.isArray() && i < contacts.size(); i++) {
            var contact = contacts.get(i);
            if (same(contact, item, "wa_id") || same(contact, item, "user_id")) {
                return Fields.profileName(contact.path("profile").path("name").asString(""))
                        .orElse(null);
            }
        }
        return null;
    }

    private static boolean same(JsonNode one, JsonNode other, String field) {
        return one.path(field).isString()
                && one.path(field).asString().equals(other.path(field).asString(""));
    }

    /** Unix seconds come as a number or as text. */
    private static @Nullable Instant time(JsonNode node) {
        try {
            var seconds = node.isString() ? Long.parseLong(node.stringValue()) : node.asLong(-1);
            return seconds > 0 && seconds <= LATEST_SECOND ? Instant.ofEpochSecond(seconds) : null;
        } catch (NumberFormatException e) {
            return null;
        }
    }

    private static Instant receivedAt(ConsumerRecord<String, byte[]> entry) {
        return Records.header(entry, EventHeaders.TIME)
                .map(Instant::parse)
                .orElseGet(() -> Instant.ofEpochMilli(entry.timestamp()));
    }
}
