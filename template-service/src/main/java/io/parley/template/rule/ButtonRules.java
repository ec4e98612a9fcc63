package io.parley.template.rule;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** Rules for the buttons of a template or a card. */
final class ButtonRules {

    static final int MOST = 10;

    private static final List<String> TYPES = List.of(
            "QUICK_REPLY",
            "URL",
            "PHONE_NUMBER",
            "COPY_CODE",
            "FLOW",
            "CATALOG",
            "MPM",
            "SPM",
            "VOICE_CALL",
            "REQUEST_CONTACT_INFO");

    /** How often each may be there, those that are not listed as often as there is room. */
    private static final Map<String, Integer> MOST_OF = Map.of(
            "URL",
            2,
            "PHONE_NUMBER",
            1,
            "COPY_CODE",
            1,
            "FLOW",
            1,
            "CATALOG",
            1,
            "MPM",
            1,
            "SPM",
            1,
            "VOICE_CALL",
            1,
            "REQUEST_CONTACT_INFO",
            1);

    private static final Pattern PHONE = Pattern.compile("\\+?[0-9]{3,19}");
    private static final int TEXT = 25;
    private static final int URL = 2_000;
    private static final int CODE = 15;
    private static final int ID = 100;
    private static final int FLOW = 100_000;

    private ButtonRules() {}

    /** Notes what is wrong; returns the kinds of the buttons, in their order. */
    static List<String> check(Field component, int most) {
        component.onlyKeys("type", "buttons");
        var kinds = new ArrayList<String>();
        var counts = new HashMap<String, Integer>();
        for (var button : component.objects("buttons", 1, most)) {
            button.word("type", TYPES).ifPresent(kind -> {
                kinds.add(kind);
                if (counts.merge(kind, 1, Integer::sum) > MOST_OF.getOrDefault(kind, most)) {
                    button.refuse("type", "may be there " + times(MOST_OF.getOrDefault(kind, most)));
                }
                check(button, kind);
            });
        }
        if (repliesAreApart(kinds)) {
            component.refuse("buttons", "must have its QUICK_REPLY buttons together, before or after all others");
        }
        return kinds;
    }

    private static void check(Field button, String kind) {
        switch (kind) {
            case "URL" -> {
                button.onlyKeys("type", "text", "url", "example");
                text(button);
                url(button);
            }
            case "PHONE_NUMBER" -> {
                button.onlyKeys("type", "text", "phone_number");
                text(button);
                button.text("phone_number", 20).ifPresent(number -> {
                    if (!PHONE.matcher(number).matches()) {
                        button.refuse("phone_number", "must be a phone number of at most 20 characters");
                    }
                });
            }
            case "COPY_CODE" -> copyCode(button);
            case "FLOW" -> flow(button);
            case "VOICE_CALL" -> {
                button.onlyKeys("type", "text", "ttl_minutes");
                text(button);
                button.wholeNumber("ttl_minutes", 1440, 43_200, false);
            }
            case "REQUEST_CONTACT_INFO" -> {
                button.onlyKeys("type", "text");
                button.optionalText("text", TEXT);
            }
            default -> {
                button.onlyKeys("type", "text");
                text(button);
            }
        }
    }

    private static void text(Field button) {
        button.text("text", TEXT).ifPresent(text -> {
            if (text.contains("{{")) {
                button.refuse("text", "must have no variables");
            }
            if (text.indexOf('\n') >= 0) {
                button.refuse("text", "must have no line breaks");
            }
        });
    }

    private static void url(Field button) {
        button.text("url", URL).ifPresent(url -> {
            var names = Variables.of(url);
            if (names.size() > 1 || (names.size() == 1 && !url.endsWith("}}")) || count(url) > names.size()) {
                button.refuse("url", "may have one variable, at its end");
                return;
            }
            if (!isWebAddress(Variables.VARIABLE.matcher(url).replaceAll("x"))) {
                button.refuse("url", "must be a web address that begins with https:// or http://");
            }
            if (names.isEmpty()) {
                button.mustNotHave("example", "is for a variable, and the url has none");
            } else {
                Examples.ofUrl(button);
            }
        });
    }

    private static int count(String url) {
        return url.split("\\{\\{", -1).length - 1;
    }

    private static boolean isWebAddress(String text) {
        try {
            var address = new URI(text);
            var scheme = String.valueOf(address.getScheme());
            return (scheme.equalsIgnoreCase("https") || scheme.equalsIgnoreCase("http")) && address.getHost() != null;
        } catch (URISyntaxException e) {
            return false;
        }
    }

    private static void copyCode(Field button) {
        button.onlyKeys("type", "text", "example");
        button.optionalText("text", TEXT);
        var example = button.node().path("example");
        if (example.isArray() && example.size() == 1) {
            button.node().set("example", example.path(0));
        }
        if (button.has("example")) {
            button.text("example", CODE);
        } else {
            button.node().put("example", "CODE25");
        }
    }

    private static void flow(Field button) {
        button.onlyKeys("type", "text", "flow_id", "flow_name", "flow_json", "flow_action", "navigate_screen", "icon");
        text(button);
        var given = List.of("flow_id", "flow_name", "flow_json").stream()
                .filter(button::has)
                .toList();
        if (given.size() != 1) {
            button.refuse("flow_id", "or flow_name or flow_json is required, and only one of them");
        }
        button.optionalText("flow_id", ID);
        button.optionalText("flow_name", ID);
        button.optionalText("flow_json", FLOW);
        button.optionalText("icon", ID);
        button.optionalText("navigate_screen", ID);
        if (button.has("flow_action")) {
            var action = button.node().path("flow_action").asString("");
            if (!List.of("navigate", "data_exchange").contains(action)) {
                button.refuse("flow_action", "must be navigate or data_exchange");
            }
        }
    }

    /** WhatsApp shows quick replies in a group of their own. */
    private static boolean repliesAreApart(List<String> kinds) {
        var first = kinds.indexOf("QUICK_REPLY");
        var last = kinds.lastIndexOf("QUICK_REPLY");
        return first >= 0
                && (!kinds.subList(first, last + 1).stream().allMatch("QUICK_REPLY"::equals)
                        || (first > 0 && last < kinds.size() - 1));
    }

    private static String times(int count) {
        return count == 1 ? "once" : count + " times";
    }
}
