package io.parley.sandbox.template;

import io.parley.sandbox.meta.GraphError;
import io.parley.sandbox.meta.GraphException;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.MissingNode;

/** Compares what a send fills in with the places that the template has. */
final class Filling {

    private static final Pattern PLACE = Pattern.compile("\\{\\{([^{}]+)}}");
    private static final int COUNT = 132000;
    private static final int FORMAT = 132012;
    private static final int VALIDATION = 132018;
    private static final int MISSING = 131008;

    private final boolean named;
    private final boolean authentication;

    private Filling(boolean named, boolean authentication) {
        this.named = named;
        this.authentication = authentication;
    }

    static void check(HeldTemplate template, JsonNode given) {
        new Filling(
                        template.parameterFormat().equals("NAMED"),
                        template.category().equals("AUTHENTICATION"))
                .all(template.components(), given);
    }

    private void all(JsonNode held, JsonNode given) {
        header(component(held, "header"), component(given, "header"));
        body(component(held, "body"), component(given, "body"));
        buttons(component(held, "buttons").path("buttons"), given);
        cards(
                component(held, "carousel").path("cards"),
                component(given, "carousel").path("cards"));
        if (component(held, "limited_time_offer")
                        .path("limited_time_offer")
                        .path("has_expiration")
                        .asBoolean(false)
                && component(given, "limited_time_offer").isMissingNode()) {
            throw refused(MISSING, "limited_time_offer: The component requires a parameter");
        }
    }

    private void header(JsonNode held, JsonNode given) {
        var format = word(held, "format");
        if (held.isMissingNode() || format.isEmpty() || format.equals("text")) {
            texts("header", places(held), given.path("parameters"));
            return;
        }
        var received = given.path("parameters").path(0);
        if (!word(received, "type").equals(format)) {
            throw mismatch("header", format, received.isMissingNode() ? null : word(received, "type"));
        }
    }

    /** The text of an authentication template is Meta's own, with the code in it. */
    private void body(JsonNode held, JsonNode given) {
        texts("body", authentication ? Set.of("1") : places(held), given.path("parameters"));
    }

    private void texts(String component, Set<String> places, JsonNode parameters) {
        if (parameters.size() != places.size()) {
            throw refused(
                    COUNT,
                    component + ": number of localizable_params (" + parameters.size()
                            + ") does not match the expected number of params (" + places.size() + ")");
        }
        var names = new HashSet<String>();
        for (var parameter : parameters) {
            if (component.equals("header") && !word(parameter, "type").equals("text")) {
                throw mismatch(component, "text", word(parameter, "type"));
            }
            var name = parameter.path("parameter_name").asString("");
            if (named ? !places.contains(name) || !names.add(name) : !name.isEmpty()) {
                throw refused(
                        FORMAT,
                        component + ": "
                                + (named ? "the names of the parameters are " + places : "no parameter has a name")
                                + ", received \"" + name + "\"");
            }
        }
    }

    private void buttons(JsonNode held, JsonNode given) {
        for (var place = 0; place < held.size(); place++) {
            button(held.get(place), place, filled(given, place));
        }
        for (var component : given) {
            if (word(component, "type").equals("button")
                    && component.path("index").asInt(0) >= held.size()) {
                throw refused(
                        VALIDATION,
                        "buttons: There is no button at index "
                                + component.path("index").asInt(0));
            }
        }
    }

    private void button(JsonNode held, int place, JsonNode given) {
        var type = word(held, "type");
        var kind = type.equals("otp") ? "url" : type;
        var dynamic = authentication || held.path("url").asString("").contains("{{");
        var needed = type.equals("copy_code") || type.equals("mpm") || (kind.equals("url") && dynamic);
        var at = "buttons: Button at index " + place + " of type " + type;
        if (given.isMissingNode()) {
            if (needed) {
                throw refused(MISSING, at + " requires a parameter");
            }
            return;
        }
        if (!word(given, "sub_type").equals(kind)) {
            throw mismatch("buttons", kind, word(given, "sub_type"));
        }
        if (kind.equals("url") && !dynamic) {
            throw refused(VALIDATION, at + " does not require parameters");
        }
    }

    private void cards(JsonNode held, JsonNode given) {
        if (held.size() != given.size()) {
            throw refused(FORMAT, "carousel: the template has " + held.size() + " cards, received " + given.size());
        }
        for (var card : given) {
            var place = card.path("card_index").asInt(0);
            if (place >= held.size()) {
                throw refused(FORMAT, "carousel: There is no card at index " + place);
            }
            new Filling(named, false).all(held.get(place).path("components"), card.path("components"));
        }
    }

    private static JsonNode component(JsonNode components, String type) {
        for (var component : components) {
            if (word(component, "type").equals(type)) {
                return component;
            }
        }
        return MissingNode.getInstance();
    }

    private static JsonNode filled(JsonNode components, int place) {
        for (var component : components) {
            if (word(component, "type").equals("button")
                    && component.path("index").asInt(-1) == place) {
                return component;
            }
        }
        return MissingNode.getInstance();
    }

    private static Set<String> places(JsonNode component) {
        var places = new TreeSet<String>();
        PLACE.matcher(component.path("text").asString("")).results().forEach(match -> places.add(match.group(1)));
        return places;
    }

    private static GraphException mismatch(String component, String expected, @Nullable String received) {
        return refused(
                FORMAT,
                component + ": Format mismatch, expected " + expected.toUpperCase(Locale.ROOT) + ", received "
                        + (received == null ? "UNKNOWN" : received.toUpperCase(Locale.ROOT)));
    }

    private static GraphException refused(int code, String details) {
        return new GraphException(GraphError.of(code, details));
    }

    private static String word(JsonNode node, String field) {
        return node.path(field).asString("").toLowerCase(Locale.ROOT);
    }
}
