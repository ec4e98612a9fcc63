package io.parley.messaging;

import io.parley.contract.Disposition;
import io.parley.contract.EventHeaders;
import io.parley.contract.EventTypes;
import io.parley.contract.Topics;
import io.parley.kit.event.Event;
import io.parley.testkit.TestTenant;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.UUID;

/** Records of raw-webhook as webhook-ingest writes them. */
final class WebhookFixtures {

    static final Instant NOON = Instant.parse("2026-01-05T12:00:00Z");

    private WebhookFixtures() {}

    /** A text from {@code phone}. */
    static String text(String phone, String wamid, String body) {
        return """
                {"from":"%s","id":"%s","timestamp":"%d","type":"text","text":{"body":"%s"}}""".formatted(phone, wamid, NOON.getEpochSecond(), body);
    }

    /** A status of {@code wamid}, {@code seconds} after noon. */
    static String status(String wamid, String status, int seconds) {
        return """
                {"id":"%s","status":"%s","timestamp":"%d","recipient_id":"447700900123"}""".formatted(wamid, status, NOON.plusSeconds(seconds).getEpochSecond());
    }

    /** A status that carries back what the send call carried. */
    static String status(String wamid, String status, int seconds, Object callbackData) {
        return """
                {"id":"%s","status":"%s","timestamp":"%d","recipient_id":"447700900123","biz_opaque_callback_data":"%s"}""".formatted(wamid, status, NOON.plusSeconds(seconds).getEpochSecond(), callbackData);
    }

    /** A record with these messages. */
    static Event messages(TestTenant tenant, UUID rawEvent, String... messages) {
        return change(tenant, rawEvent, "messages", "\"messages\":[" + String.join(",", messages) + "]");
    }

    /** A record with these statuses. */
    static Event statuses(TestTenant tenant, UUID rawEvent, String... statuses) {
        return change(tenant, rawEvent, "messages", "\"statuses\":[" + String.join(",", statuses) + "]");
    }

    /** A record of any field; {@code members} stand in its value beside the metadata. */
    static Event change(TestTenant tenant, UUID rawEvent, String field, String members) {
        return raw(tenant, rawEvent, """
                {"object":"whatsapp_business_account","entry":[{"id":"1","changes":[{"field":"%s","value":{
                "messaging_product":"whatsapp",
                "metadata":{"display_phone_number":"442079460123","phone_number_id":"%s"},%s}}]}]}""".formatted(field, tenant.phoneNumberId(), members));
    }

    /** A routed record with any value. */
    static Event raw(TestTenant tenant, UUID rawEvent, String value) {
        var event = Event.of(Topics.RAW_WEBHOOK, EventTypes.RAW_WEBHOOK, rawEvent, tenant.id(), rawEvent)
                .keyed(tenant.phoneNumberId() + ":447700900123")
                .at(NOON)
                .with(EventHeaders.DISPOSITION, Disposition.ROUTED.name())
                .with(EventHeaders.PHONE_NUMBER_ID, tenant.phoneNumberId());
        return new Event(
                event.topic(), event.key(), event.tenant(), event.headers(), value.getBytes(StandardCharsets.UTF_8));
    }
}
