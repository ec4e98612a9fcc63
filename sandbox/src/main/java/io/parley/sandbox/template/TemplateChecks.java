package io.parley.sandbox.template;

import static io.parley.sandbox.template.TemplateRefusal.parameter;

import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;

/** What Meta checks when a template is submitted, before anybody reviews it. */
final class TemplateChecks {

    private static final Pattern PLACE = Pattern.compile("\\{\\{([^{}]+)}}");
    private static final Pattern WORD = Pattern.compile("[\\p{L}\\p{N}]+");
    private static final Set<String> TYPES =
            Set.of("HEADER", "BODY", "FOOTER", "BUTTONS", "LIMITED_TIME_OFFER", "CAROUSEL");

    private final boolean named;
    private final boolean authentication;

    private TemplateChecks(boolean named, boolean authentication) {
        this.named = named;
        this.authentication = authentication;
    }

    static void check(ArrayNode components, boolean named, String category) {
        var checks = new TemplateChecks(named, category.equals("AUTHENTICATION"));
        var seen = new HashSet<String>();
        for (var i = 0; i < components.size(); i++) {
            var component = components.get(i);
            var path = "components[" + i + "]";
            var type = upper(component, "type");
            if (!TYPES.contains(type)) {
                throw parameter(path + "['type']", "must be one of " + new TreeSet<>(TYPES));
            }
            if (!seen.add(type)) {
                throw parameter("components", "has more than one " + type);
            }
            checks.component(component, type, path);
        }
        if (!seen.contains("BODY")) {
            throw parameter("components", "must have a component of type BODY");
        }
    }

    private void component(JsonNode component, String type, String path) {
        switch (type) {
            case "HEADER" -> header(component, path);
            case "BODY" -> body(component, path);
            case "FOOTER" -> {
                if (!authentication && text(component, path, 60).contains("{{")) {
                    throw parameter(path + "['text']", "cannot have variables");
                }
            }
            case "BUTTONS" -> buttons(component, path);
            case "CAROUSEL" -> cards(component, path);
            default -> {
                // what an offer says is Meta's reviewers' business
            }
        }
    }

    private void header(JsonNode header, String path) {
        switch (upper(header, "format")) {
            case "TEXT" -> {
                var text = text(header, path, 60);
                var variables = variables(text);
                if (variables > 1) {
                    throw parameter(path + "['text']", "can have one variable");
                }
                var example = header.path("example");
                if (variables == 1
                        && example.path(named ? "header_text_named_params" : "header_text")
                                        .size()
                                != 1) {
                    throw parameter(path + "['example']", "must have one example");
                }
            }
            case "IMAGE", "VIDEO", "DOCUMENT", "GIF" -> {
                if (!header.path("example").path("header_handle").path(0).isString()) {
                    throw parameter(path + "['example']", "must have a header_handle");
                }
            }
            case "LOCATION", "PRODUCT" -> {}
            default -> throw parameter(path + "['format']", "is not one that Meta knows");
        }
    }

    private void body(JsonNode body, String path) {
        if (authentication) {
            if (body.has("text")) {
                throw parameter(path + "['text']", "cannot be set for authentication templates");
            }
            return;
        }
        var text = text(body, path, 1024);
        var variables = variables(text);
        if (text.strip().startsWith("{{") || text.strip().endsWith("}}")) {
            throw TemplateRefusal.of(
                    TemplateRefusal.VARIABLES_AT_ENDS, "Variables can't be at the start or end of the template.");
        }
        var words = WORD.matcher(PLACE.matcher(text).replaceAll(" ")).results().count();
        if (variables > 0 && words < 2L * variables + 1) {
            throw TemplateRefusal.of(
                    TemplateRefusal.TOO_MANY_VARIABLES,
                    "This template has too many variables for its length. Reduce the number of variables or increase"
                            + " the message length.");
        }
        var examples = named
                ? body.path("example").path("body_text_named_params").size()
                : body.path("example").path("body_text").path(0).size();
        if (examples != variables) {
            throw parameter(path + "['example']", "must have " + variables + " examples");
        }
    }

    private void buttons(JsonNode component, String path) {
        var buttons = component.path("buttons");
        if (!buttons.isArray() || buttons.isEmpty() || buttons.size() > 10) {
            throw parameter(path + "['buttons']", "must have 1 to 10 items");
        }
        for (var i = 0; i < buttons.size(); i++) {
            var button = buttons.get(i);
            var place = path + "['buttons'][" + i + "]";
            if (button.path("text").asString("").length() > 25) {
                throw parameter(place + "['text']", "can have 25 characters");
            }
            if (upper(button, "type").equals("URL")) {
                var url = button.path("url").asString("");
                if (url.isEmpty() || url.length() > 2000) {
                    throw parameter(place + "['url']", "must have 1 to 2000 characters");
                }
                if (url.contains("{{") && !button.path("example").path(0).isString()) {
                    throw parameter(place + "['example']", "is required for a dynamic url");
                }
            }
        }
    }

    private void cards(JsonNode carousel, String path) {
        var cards = carousel.path("cards");
        if (!cards.isArray() || cards.size() < 2 || cards.size() > 10) {
            throw parameter(path + "['cards']", "must have 2 to 10 items");
        }
        for (var i = 0; i < cards.size(); i++) {
            var parts = cards.get(i).path("components");
            for (var j = 0; j < parts.size(); j++) {
                component(
                        parts.get(j),
                        upper(parts.get(j), "type"),
                        path + "['cards'][" + i + "]['components'][" + j + "]");
            }
        }
    }

    private static String text(JsonNode component, String path, int longest) {
        var text = component.path("text").asString("");
        if (text.isBlank()) {
            throw parameter(path + "['text']", "is required");
        }
        if (text.codePointCount(0, text.length()) > longest) {
            throw TemplateRefusal.of(TemplateRefusal.TOO_LONG, path + " can have at most " + longest + " characters.");
        }
        return text;
    }

    private int variables(String text) {
        var names = new TreeSet<String>();
        PLACE.matcher(text).results().forEach(match -> names.add(match.group(1)));
        var number = 1;
        for (var name : names) {
            if (named ? !name.matches("[a-z0-9_]+") : !names.contains(String.valueOf(number))) {
                throw TemplateRefusal.of(TemplateRefusal.FORMAT, "The variable {{" + name + "}} is not valid.");
            }
            number++;
        }
        return names.size();
    }

    private static String upper(JsonNode node, String key) {
        return node.path(key).asString("").toUpperCase(Locale.ROOT);
    }
}
