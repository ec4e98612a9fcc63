package io.parley.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.testkit.Api;
import java.util.LinkedHashMap;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/** The control doors of the stand-in for WhatsApp. */
final class Sandbox {

    private final Api api;

    Sandbox(Api api) {
        this.api = api;
    }

    /** Makes a business number exist that only {@code accessToken} may use. */
    void define(Number number, String accessToken) {
        put(
                "/sandbox/numbers/" + number.id(),
                Map.of(
                        "displayPhoneNumber", number.display(),
                        "businessAccountId", number.account(),
                        "accessToken", accessToken));
    }

    /** Lets customers write; returns the answer of the control door. */
    JsonNode inbound(Map<String, ?> message) {
        var answer = api.post("/sandbox/inbound", message);
        assertThat(answer.status()).as(answer.toString()).isEqualTo(200);
        return answer.json();
    }

    /** Changes what {@code config} names of how the sandbox behaves. */
    void configure(Object config) {
        put("/sandbox/config", config);
    }

    /** Replaces all faults by {@code plan}. */
    void faults(String plan) {
        put("/sandbox/faults", plan);
    }

    void clearFaults() {
        assertThat(api.delete("/sandbox/faults").status()).isEqualTo(200);
    }

    /** Returns how often each message, by Parley's id, was accepted. */
    Map<String, Integer> accepted() {
        var counts = new LinkedHashMap<String, Integer>();
        for (var entry : api.get("/sandbox/sends/counts").json().path("counts").properties()) {
            counts.put(entry.getKey(), entry.getValue().asInt());
        }
        return counts;
    }

    /** Returns the wamid of each message that was accepted, by Parley's id. */
    Map<String, String> wamids() {
        var wamids = new LinkedHashMap<String, String>();
        for (var since = 0L; ; ) {
            var page = api.get("/sandbox/sends?limit=10000&since=" + since).json();
            page.path("sends")
                    .forEach(send -> wamids.put(
                            send.path("callbackData").asString(""),
                            send.path("wamid").asString()));
            if (page.path("sends").isEmpty()) {
                return wamids;
            }
            since = page.path("next").asLong();
        }
    }

    /** Reports a status of an accepted message. */
    void report(String wamid, String status) {
        var answer = api.post("/sandbox/status", Map.of("wamid", wamid, "status", status));
        assertThat(answer.status()).as(answer.toString()).isEqualTo(200);
    }

    /** Returns what was accepted from one number, oldest first. */
    JsonNode sends(Number number) {
        return api.get("/sandbox/sends?limit=10000&phoneNumberId=" + number.id())
                .json()
                .path("sends");
    }

    private void put(String path, Object body) {
        var answer = api.call("PUT", path, body);
        assertThat(answer.status()).as(answer.toString()).isEqualTo(200);
    }
}
