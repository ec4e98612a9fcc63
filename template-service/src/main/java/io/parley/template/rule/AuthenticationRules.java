package io.parley.template.rule;

import java.util.List;
import java.util.Map;

/** Rules for templates that carry a code. Their text is WhatsApp's own. */
final class AuthenticationRules {

    private static final List<String> OTP_TYPES = List.of("COPY_CODE", "ONE_TAP", "ZERO_TAP");
    private static final int BUTTON = 25;
    private static final int LONGEST_EXPIRY = 90;

    private AuthenticationRules() {}

    static void check(Map<String, Field> components) {
        components.forEach((type, component) -> {
            switch (type) {
                case "BODY" -> {
                    component.mustNotHave("text", "is WhatsApp's own in AUTHENTICATION templates; leave it out");
                    component.mustNotHave("example", "is WhatsApp's own in AUTHENTICATION templates; leave it out");
                    component.onlyKeys("type", "add_security_recommendation", "text", "example");
                    component.flag("add_security_recommendation", false);
                }
                case "FOOTER" -> {
                    component.mustNotHave("text", "is WhatsApp's own in AUTHENTICATION templates; leave it out");
                    component.onlyKeys("type", "code_expiration_minutes", "text");
                    component.wholeNumber("code_expiration_minutes", 1, LONGEST_EXPIRY, true);
                }
                case "BUTTONS" -> component.objects("buttons", 1, 1).forEach(AuthenticationRules::button);
                default -> component.refuse("type", "is not for AUTHENTICATION templates");
            }
        });
    }

    private static void button(Field button) {
        button.onlyKeys("type", "otp_type", "text", "autofill_text", "zero_tap_terms_accepted", "supported_apps");
        button.word("type", List.of("OTP"));
        button.optionalText("text", BUTTON);
        button.optionalText("autofill_text", BUTTON);
        button.word("otp_type", OTP_TYPES).ifPresent(kind -> {
            if (kind.equals("COPY_CODE")) {
                button.mustNotHave("supported_apps", "is for ONE_TAP and ZERO_TAP");
                return;
            }
            for (var app : button.objects("supported_apps", 1, 5)) {
                app.onlyKeys("package_name", "signature_hash");
                app.text("package_name", 224);
                app.text("signature_hash", 11);
            }
            if (kind.equals("ZERO_TAP")
                    && !button.node().path("zero_tap_terms_accepted").asBoolean(false)) {
                button.refuse("zero_tap_terms_accepted", "must be true for ZERO_TAP");
            }
        });
    }
}
