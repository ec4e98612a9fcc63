package io.parley.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.parley.kit.json.Json;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import tools.jackson.databind.JsonNode;

/** Figures of what went through the whole stack, tied out with the messages themselves. */
@ExtendWith(StackExtension.class)
class AnalyticsIT {

    /** As the documentation of the backend that Parley takes the place of shows it. */
    private static final String SHOWN = """
            {
              "success": true,
              "data": {
                "overview": {
                  "totalMessages": 1523,
                  "totalConversations": 245,
                  "deliveryRate": 98.5,
                  "sentToday": 45,
                  "sentThisWeek": 312,
                  "sentThisMonth": 1523
                },
                "messagesByStatus": {
                  "sent": 1200,
                  "delivered": 1150,
                  "read": 900,
                  "failed": 23
                },
                "dailyActivity": [
                  { "date": "2025-11-13", "sent": 45, "received": 67 }
                ]
              }
            }""";

    private final Stack stack;
    private final Number number = Number.create();
    private final Tenant tenant;

    AnalyticsIT(Stack stack) {
        this.stack = stack;
        this.tenant = Tenant.with(stack, "Figures", number);
    }

    @Test
    void saysWhatTheMessagesSay() {
        for (var place = 0; place < 4; place++) {
            customerWrites(place);
        }
        for (var place = 0; place < 6; place++) {
            tenant.send(phone(place), "Answer " + place);
        }
        await("everything sent was read")
                .until(() -> tenant.total("&status=READ&direction=OUTBOUND") == 6
                        && tenant.messages().size() == 10);
        closeOne();

        await("figures say what the messages say")
                .untilAsserted(() -> assertThat(figures()).isEqualTo(recount()));
        var data = overview();
        assertThat(data.path("overview").path("deliveryRate").asDouble(0)).isEqualTo(100.0);
        assertThat(data.path("dailyActivity").size()).isEqualTo(30);
        await().untilAsserted(() -> {
            var agent = tenant.api()
                    .get("/api/analytics/agents")
                    .data()
                    .path("agents")
                    .path(0);
            assertThat(agent.path("name").asString("")).isEqualTo("Owner of Figures");
            assertThat(agent.path("sent").asInt(0)).isEqualTo(6);
            assertThat(agent.path("firstResponses").asInt(0)).isEqualTo(4);
            assertThat(agent.path("resolutions").asInt(0)).isEqualTo(1);
        });

        assertThat(stack.run("rebuild", "analytics")).contains("Done after");

        await("they say so again when everything was counted anew")
                .untilAsserted(() -> assertThat(figures()).isEqualTo(recount()));
    }

    @Test
    void answersInTheShapeThatIsDocumented() {
        var answer = tenant.api().get("/api/analytics/overview?days=1");

        assertThat(answer.status()).isEqualTo(200);
        assertThat(shape(answer.json())).isEqualTo(shape(Json.events().readTree(SHOWN)));
        assertThat(overview().path("dailyActivity").path(29).path("date").asString(""))
                .matches("\\d{4}-\\d\\d-\\d\\d");
    }

    /** The names of all fields and the kinds of their values, in their order. */
    private static String shape(JsonNode node) {
        if (node.isObject()) {
            return node.properties().stream()
                    .map(one -> one.getKey() + ":" + shape(one.getValue()))
                    .collect(Collectors.joining(",", "{", "}"));
        }
        if (node.isArray()) {
            return node.valueStream().map(AnalyticsIT::shape).collect(Collectors.joining(",", "[", "]"));
        }
        return node.getNodeType().name();
    }

    private void customerWrites(int place) {
        var message = new LinkedHashMap<String, Object>();
        message.put("phoneNumberId", number.id());
        message.put("from", phone(place));
        message.put("text", "Question " + place);
        stack.sandbox().inbound(message);
        await().until(() -> tenant.total("&direction=INBOUND") == place + 1);
    }

    private void closeOne() {
        var path = "/api/conversations/"
                + tenant.messages().stream()
                        .filter(one -> one.path("direction").asString("").equals("INBOUND"))
                        .findFirst()
                        .orElseThrow()
                        .path("conversationId")
                        .asString();
        await().until(() -> tenant.api().patch(path, Map.of("status", "CLOSED")).status() == 200);
    }

    private JsonNode overview() {
        return tenant.api().get("/api/analytics/overview").data();
    }

    private List<Long> figures() {
        var data = overview();
        var totals = data.path("overview");
        var byStatus = data.path("messagesByStatus");
        return List.of(
                totals.path("totalMessages").asLong(-1),
                totals.path("totalConversations").asLong(-1),
                byStatus.path("sent").asLong(-1),
                byStatus.path("delivered").asLong(-1),
                byStatus.path("read").asLong(-1),
                byStatus.path("failed").asLong(-1),
                sum(data, "sent"),
                sum(data, "received"));
    }

    private List<Long> recount() {
        var messages = tenant.messages();
        var outbound = messages.stream()
                .filter(one -> one.path("direction").asString("").equals("OUTBOUND"))
                .collect(Collectors.groupingBy(one -> one.path("status").asString(""), Collectors.counting()));
        var read = outbound.getOrDefault("READ", 0L);
        var delivered = read + outbound.getOrDefault("DELIVERED", 0L);
        var sent = delivered + outbound.getOrDefault("SENT", 0L);
        var out = outbound.values().stream().mapToLong(one -> one).sum();
        return List.of(
                (long) messages.size(),
                messages.stream()
                        .map(one -> one.path("conversationId").asString(""))
                        .distinct()
                        .count(),
                sent,
                delivered,
                read,
                outbound.getOrDefault("FAILED", 0L),
                sent,
                messages.size() - out);
    }

    private static long sum(JsonNode data, String field) {
        return data.path("dailyActivity")
                .valueStream()
                .mapToLong(day -> day.path(field).asLong(0))
                .sum();
    }

    private static String phone(int place) {
        return "+44770090040" + place;
    }
}
