package io.parley.contact;

import io.parley.contract.CustomerChanged;
import io.parley.contract.CustomerProfile;
import io.parley.contract.Direction;
import io.parley.contract.Disposition;
import io.parley.contract.EventHeaders;
import io.parley.contract.EventTypes;
import io.parley.contract.MessageEvent;
import io.parley.contract.MessageStatus;
import io.parley.contract.MessageType;
import io.parley.contract.Topics;
import io.parley.kit.event.Event;
import io.parley.testkit.TestTenant;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Records as messaging-service and webhook-ingest write them. */
final class CustomerFixtures {

    static final Instant NOON = Instant.parse("2026-01-05T12:00:00Z");

    private CustomerFixtures() {}

    static CustomerProfile profile(
            UUID customer, @Nullable String phone, @Nullable String userId, @Nullable String name) {
        return new CustomerProfile(customer, phone, userId, name, null);
    }

    /** A text that a customer has written {@code seconds} after noon. */
    static Event text(TestTenant tenant, CustomerProfile profile, String text, int seconds) {
        var id = UUID.randomUUID();
        var message = new MessageEvent(
                id,
                profile.customerId(),
                Direction.INBOUND,
                MessageType.TEXT,
                Map.of("text", text),
                MessageStatus.DELIVERED,
                profile.phoneNumber(),
                "+442079460123",
                tenant.phoneNumberId(),
                "wamid." + id,
                null,
                null,
                null,
                null,
                NOON.plusSeconds(seconds),
                NOON.plusSeconds(seconds),
                null,
                null,
                null,
                null,
                profile);
        return Event.of(Topics.MESSAGE_RECEIVED, EventTypes.MESSAGE_RECEIVED, id, tenant.id(), id)
                .keyed(profile.customerId())
                .carrying(message);
    }

    static Event changed(TestTenant tenant, CustomerProfile profile, @Nullable UUID mergedInto, int seconds) {
        var change = new CustomerChanged(tenant.id(), profile, mergedInto, NOON.plusSeconds(seconds));
        return Event.of(
                        Topics.CUSTOMER_CHANGED,
                        EventTypes.CUSTOMER_CHANGED,
                        UUID.randomUUID(),
                        tenant.id(),
                        profile.customerId())
                .carrying(change);
    }

    /** What Meta sends when a customer says in WhatsApp whether they want marketing. */
    static Event preference(TestTenant tenant, UUID rawEvent, String phone, String value, int seconds) {
        return rawPreferences(tenant, rawEvent, """
                {"wa_id":"%s","detail":"User requested to %s marketing messages","category":"marketing_messages",\
                "value":"%s","timestamp":%d}""".formatted(
                        phone, value, value, NOON.plusSeconds(seconds).getEpochSecond()));
    }

    static Event rawPreferences(TestTenant tenant, UUID rawEvent, String items) {
        return raw(tenant, rawEvent, """
                {"object":"whatsapp_business_account","entry":[{"id":"1","changes":[{"field":"user_preferences","value":{
                "messaging_product":"whatsapp","metadata":{"phone_number_id":"%s"},
                "contacts":[{"profile":{"name":"Ada"},"wa_id":"447700900123"}],
                "user_preferences":[%s]}}]}]}""".formatted(tenant.phoneNumberId(), items));
    }

    static Event raw(TestTenant tenant, UUID rawEvent, String body) {
        var event = Event.of(Topics.RAW_WEBHOOK, EventTypes.RAW_WEBHOOK, rawEvent, tenant.id(), rawEvent)
                .keyed(tenant.phoneNumberId() + ":447700900123")
                .at(NOON)
                .with(EventHeaders.DISPOSITION, Disposition.ROUTED.name())
                .with(EventHeaders.FIELD, "user_preferences");
        return new Event(
                event.topic(), event.key(), event.tenant(), event.headers(), body.getBytes(StandardCharsets.UTF_8));
    }
}
