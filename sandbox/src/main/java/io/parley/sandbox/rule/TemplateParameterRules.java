package io.parley.sandbox.rule;

import io.parley.sandbox.meta.GraphError;
import io.parley.sandbox.meta.GraphException;
import java.util.Set;
import java.util.regex.Pattern;

/** Rules for what fills the places of a template. */
final class TemplateParameterRules {

    private static final Pattern UNPRINTABLE_RUN = Pattern.compile("[\\n\\r\\t]| {5,}");
    private static final Pattern PARAMETER_NAME = Pattern.compile("[a-z0-9_]{1,512}");
    private static final Pattern CURRENCY = Pattern.compile("[A-Z]{3}");
    private static final int TEXT = 32_768;
    private static final int HEADER_TEXT = 60;
    private static final int URL_SUFFIX = 2_000;
    private static final int COUPON = 20;

    private TemplateParameterRules() {}

    static void inHeader(Param parameter) {
        parameter.mustBeObject();
        var type = parameter.oneOf("type", Set.of("text", "image", "video", "document", "location"));
        parameter.onlyKeys("type", "parameter_name", type);
        switch (type) {
            case "text" -> text(parameter, HEADER_TEXT);
            case "location" -> location(parameter);
            default -> MediaRules.checkInHeader(parameter, type);
        }
    }

    static void inBody(Param parameter) {
        parameter.mustBeObject();
        var type = parameter.oneOf("type", Set.of("text", "currency", "date_time"));
        parameter.onlyKeys("type", "parameter_name", type);
        switch (type) {
            case "text" -> text(parameter, TEXT);
            case "currency" -> {
                var currency = parameter.object("currency", "fallback_value", "code", "amount_1000");
                currency.text("fallback_value", 1, TEXT);
                currency.matching("code", CURRENCY);
                currency.integer("amount_1000", Long.MIN_VALUE, Long.MAX_VALUE);
            }
            default -> parameter.object("date_time", "fallback_value").text("fallback_value", 1, TEXT);
        }
        if (parameter.has("parameter_name")) {
            parameter.matching("parameter_name", PARAMETER_NAME);
        }
    }

    static void inButton(Param parameter, String subType) {
        parameter.mustBeObject();
        switch (subType) {
            case "url" -> {
                parameter.oneOf("type", Set.of("text"));
                parameter.onlyKeys("type", "text");
                text(parameter, URL_SUFFIX);
            }
            case "quick_reply" -> {
                parameter.oneOf("type", Set.of("payload"));
                parameter.onlyKeys("type", "payload");
                parameter.text("payload", 1, 256);
            }
            case "copy_code" -> {
                parameter.oneOf("type", Set.of("coupon_code"));
                parameter.onlyKeys("type", "coupon_code");
                parameter.text("coupon_code", 1, COUPON);
            }
            case "voice_call" -> parameter.oneOf("type", Set.of("ttl_minutes", "payload"));
            default -> {
                parameter.oneOf("type", Set.of("action"));
                parameter.onlyKeys("type", "action");
                parameter.required("action").mustBeObject();
            }
        }
    }

    private static void text(Param parameter, int max) {
        var text = parameter.text("text", 1, max);
        if (UNPRINTABLE_RUN.matcher(text).find()) {
            throw new GraphException(GraphError.of(
                    132018, "Param text cannot have new-line/tab characters or more than 4 consecutive spaces"));
        }
    }

    private static void location(Param parameter) {
        var location = parameter.object("location", "latitude", "longitude", "name", "address");
        location.number("latitude", -90, 90);
        location.number("longitude", -180, 180);
        location.optionalText("name", 1_000);
        location.optionalText("address", 1_000);
    }
}
