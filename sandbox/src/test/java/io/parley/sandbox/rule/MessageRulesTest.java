package io.parley.sandbox.rule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.parley.sandbox.meta.GraphException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.StringNode;

class MessageRulesTest {

    private static final JsonMapper JSON = new JsonMapper();
    private static final Pattern REPEAT = Pattern.compile("repeat ([0-9]+) (.+)", Pattern.DOTALL);

    @ParameterizedTest(name = "{0}")
    @MethodSource("accepted")
    void takesWhatMetaTakes(String name, JsonNode send) {
        assertThatCode(() -> MessageRules.judge(send.get("body"))).doesNotThrowAnyException();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("refused")
    void refusesWhatMetaRefuses(String name, JsonNode send) {
        var refusal = catchThrowableOfType(GraphException.class, () -> MessageRules.judge(send.get("body")));

        assertThat(refusal).as("refusal").isNotNull();
        assertThat(refusal.error().code()).isEqualTo(send.get("code").intValue());
        assertThat(refusal.error().message() + " " + refusal.error().details())
                .contains(send.get("mentions").stringValue());
    }

    @Test
    void readsPhonesAsDigits() {
        var order = MessageRules.judge(JSON.readTree("""
                {"messaging_product":"whatsapp","to":"+44 (7700) 900-123","type":"text","text":{"body":"x"}}"""));

        assertThat(order).isEqualTo(new Order.Send("text", "447700900123", null, null, "+44 (7700) 900-123", null));
    }

    @Test
    void prefersThePhoneOverTheUserId() {
        var order = MessageRules.judge(JSON.readTree("""
                {"messaging_product":"whatsapp","to":"+447700900123","recipient":"GB.1","type":"text",
                 "text":{"body":"x"},"biz_opaque_callback_data":"job-17:row-9"}"""));

        assertThat(order)
                .isEqualTo(new Order.Send("text", "447700900123", null, null, "+447700900123", "job-17:row-9"));
    }

    @Test
    void knowsThatOnlyTemplatesNeedNoWindow() {
        assertThat(new Order.Send("text", "1", null, null, "1", null).freeForm())
                .isTrue();
        assertThat(new Order.Send("template", "1", null, null, "1", null).freeForm())
                .isFalse();
    }

    @Test
    void tellsTypingFromReading() {
        var body = "{\"messaging_product\":\"whatsapp\",\"status\":\"read\",\"message_id\":\"wamid.in1\"%s}";

        assertThat(MessageRules.judge(JSON.readTree(body.formatted(""))))
                .isEqualTo(new Order.MarkRead("wamid.in1", false));
        assertThat(MessageRules.judge(JSON.readTree(body.formatted(",\"typing_indicator\":{\"type\":\"text\"}"))))
                .isEqualTo(new Order.MarkRead("wamid.in1", true));
    }

    static Stream<Arguments> accepted() {
        return table("accepted");
    }

    static Stream<Arguments> refused() {
        return table("refused");
    }

    /** The texts "repeat n x" of the tables stand for x repeated n times. */
    private static Stream<Arguments> table(String name) {
        try (var file = MessageRulesTest.class.getResourceAsStream("/sends/" + name + ".json")) {
            return JSON.readTree(file).valueStream().map(send -> {
                expand(send);
                return Arguments.of(send.get("name").stringValue(), send);
            });
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private static void expand(JsonNode node) {
        if (node.isObject()) {
            for (var property : node.asObject().properties()) {
                property.setValue(expanded(property.getValue()));
            }
            return;
        }
        for (int i = 0; i < node.size(); i++) {
            node.asArray().set(i, expanded(node.get(i)));
        }
    }

    private static JsonNode expanded(JsonNode value) {
        if (value.isString()) {
            var repeat = REPEAT.matcher(value.stringValue());
            return repeat.matches()
                    ? StringNode.valueOf(repeat.group(2).repeat(Integer.parseInt(repeat.group(1))))
                    : value;
        }
        expand(value);
        return value;
    }
}
