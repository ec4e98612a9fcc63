package io.parley.template.hear;

import io.parley.contract.EventHeaders;
import io.parley.kit.database.CleanText;
import io.parley.kit.event.Records;
import io.parley.kit.id.Ids;
import io.parley.kit.json.Json;
import io.parley.template.book.Mention;
import io.parley.template.book.TemplateKey;
import java.time.Instant;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Reads Meta's fields about templates (Cloud API webhooks, "message_template_status_update" and its kin). */
final class NewsReader {

    private static final long LATEST_SECOND = 253_402_300_799L;
    private static final long LATEST_AS_MILLIS = 100_000_000_000L;

    private NewsReader() {}

    static News read(ConsumerRecord<String, byte[]> entry) {
        var tenant = Records.tenantOf(entry).orElseThrow();
        var body = CleanText.of(Json.events().readTree(entry.value()))
                .path("entry")
                .path(0);
        var change = body.path("changes").path(0);
        var field = change.path("field").asString("");
        var value = change.path("value");
        var metaId = value.path("message_template_id").asString("");
        var name = value.path("message_template_name").asString("");
        var language = value.path("message_template_language").asString("");
        var mention = metaId.isEmpty() && (name.isEmpty() || language.isEmpty())
                ? null
                : new Mention(tenant, metaId, new TemplateKey(body.path("id").asString(""), name, language));
        var at = at(body.path("time").asLong(0), entry);
        return new News(
                tenant,
                Records.idOf(entry),
                Ids.derived("template-news", tenant, body.path("time").asLong(0), field, value.toString()),
                field,
                at,
                mention,
                value,
                Records.header(entry, EventHeaders.TRACEPARENT).orElse(null));
    }

    /** Meta gives seconds; some of its examples have milliseconds. Without either, when it came counts. */
    private static Instant at(long time, ConsumerRecord<String, byte[]> entry) {
        var seconds = time > LATEST_AS_MILLIS ? time / 1_000 : time;
        if (seconds > 0 && seconds <= LATEST_SECOND) {
            return Instant.ofEpochSecond(seconds);
        }
        return Records.header(entry, EventHeaders.TIME)
                .map(Instant::parse)
                .orElseGet(() -> Instant.ofEpochMilli(entry.timestamp()));
    }
}
