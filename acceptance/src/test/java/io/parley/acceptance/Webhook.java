package io.parley.acceptance;

import io.parley.testkit.Api;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** A webhook as Meta posts it: a body and the signature over exactly its bytes. */
@SuppressWarnings("ArrayRecordComponent")
record Webhook(byte[] body, String signature) {

    static Webhook signed(String body, String secret) {
        return signed(body.getBytes(StandardCharsets.UTF_8), secret);
    }

    static Webhook signed(byte[] body, String secret) {
        return new Webhook(body, sign(body, secret));
    }

    static String sign(byte[] body, String secret) {
        try {
            var mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            return "sha256=" + HexFormat.of().formatHex(mac.doFinal(body));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Posts it through the gateway. */
    Api.Answer post(Stack stack) {
        return post(stack.api());
    }

    /** Posts it through a door that may have been given more headers. */
    Api.Answer post(Api api) {
        return api.with("X-Hub-Signature-256", signature).post("/api/webhook", body);
    }

    /** Returns a body with these entries. */
    static String of(String... entries) {
        return "{\"object\":\"whatsapp_business_account\",\"entry\":[" + String.join(",", entries) + "]}";
    }

    /** Returns an entry with one change of one number. */
    static String entry(Number number, List<String> messages, List<String> statuses) {
        var members = new ArrayList<String>();
        if (!messages.isEmpty()) {
            members.add("\"messages\":[" + String.join(",", messages) + "]");
        }
        if (!statuses.isEmpty()) {
            members.add("\"statuses\":[" + String.join(",", statuses) + "]");
        }
        return """
                {"id":"%s","changes":[{"value":{"messaging_product":"whatsapp","metadata":{"display_phone_number":"%s",\
                "phone_number_id":"%s"},%s},"field":"messages"}]}""".formatted(
                number.account(), number.display().replaceAll("[^0-9]", ""), number.id(), String.join(",", members));
    }

    /** Returns a text message, non-ASCII characters and slashes escaped as Meta does it. */
    static String text(String wamid, String from, long seconds, String text) {
        return """
                {"from":"%s","id":"%s","timestamp":"%d","text":{"body":"%s"},"type":"text"}""".formatted(from, wamid, seconds, escaped(text));
    }

    static String status(String wamid, String status, String recipient, long seconds) {
        return """
                {"id":"%s","status":"%s","timestamp":"%d","recipient_id":"%s"}""".formatted(wamid, status, seconds, recipient);
    }

    private static String escaped(String text) {
        var escaped = new StringBuilder();
        for (var character : text.toCharArray()) {
            switch (character) {
                case '"', '\\', '/' -> escaped.append('\\').append(character);
                default -> {
                    if (character >= ' ' && character < 127) {
                        escaped.append(character);
                    } else {
                        escaped.append("\\u%04x".formatted((int) character));
                    }
                }
            }
        }
        return escaped.toString();
    }
}
