package io.parley.ingest;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.parley.ingest.registry.SigningKey;
import io.parley.kit.crypto.Secret;
import io.parley.testkit.Api;
import java.util.HexFormat;

/** Webhooks as Meta writes and signs them. */
final class Webhooks {

    static final String PLATFORM_SECRET = "platform-secret";

    private Webhooks() {}

    static Api.Answer post(Api api, String body) {
        return post(api, PLATFORM_SECRET, body.getBytes(UTF_8));
    }

    static Api.Answer post(Api api, String secret, byte[] body) {
        return api.with("X-Hub-Signature-256", signature(secret, body)).post("/api/webhook", body);
    }

    static String signature(String secret, byte[] body) {
        return "sha256="
                + HexFormat.of().formatHex(SigningKey.of(new Secret(secret)).sign(body));
    }

    static String of(String... entries) {
        return "{\"object\":\"whatsapp_business_account\",\"entry\":[" + String.join(",", entries) + "]}";
    }

    static String entry(String account, String... changes) {
        return "{\"id\":\"" + account + "\",\"changes\":[" + String.join(",", changes) + "]}";
    }

    static String messages(String number, String... messages) {
        return change(
                "messages",
                "{\"messaging_product\":\"whatsapp\",\"metadata\":{\"phone_number_id\":\"" + number
                        + "\"},\"messages\":[" + String.join(",", messages) + "]}");
    }

    static String change(String field, String value) {
        return "{\"field\":\"" + field + "\",\"value\":" + value + "}";
    }

    static String message(String from, String wamid) {
        return "{\"from\":\"" + from + "\",\"id\":\"" + wamid
                + "\",\"timestamp\":\"1767225600\",\"type\":\"text\",\"text\":{\"body\":\"caf\\u00e9\"}}";
    }

    /** One message of one customer, the most common webhook of all. */
    static String of(String number, String from, String wamid) {
        return of(entry("waba-" + number, messages(number, message(from, wamid))));
    }
}
