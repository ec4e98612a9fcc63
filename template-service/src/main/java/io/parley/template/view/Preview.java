package io.parley.template.view;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.parley.kit.web.FieldProblem;
import io.parley.kit.web.ProblemException;
import io.parley.template.book.Template;
import io.parley.template.rule.Variables;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/** A template with its variables filled in, as the customer reads it. */
@JsonInclude(JsonInclude.Include.NON_NULL)
record Preview(
        String text,
        @Nullable Map<String, Object> header,
        @Nullable String body,
        @Nullable String footer,
        List<Map<String, Object>> buttons) {

    private static final Set<String> PLACES = Set.of("header", "body", "buttons");

    /** WhatsApp's own words, of which it shows the customer's language. */
    private static final String CODE = "{{1}} is your verification code.";

    /**
     * Fills {@code template} with {@code variables}: those of the body, or {@code {header, body, buttons}} with their own.
     * Throws {@link ProblemException} that names each one missing or superfluous.
     */
    static Preview of(Template template, @Nullable JsonNode variables) {
        var given = variables == null || variables.isNull() ? JsonNodeFactory.instance.objectNode() : variables;
        if (!given.isObject()) {
            throw ProblemException.ofField("variables", "must be an object");
        }
        var nested = !given.isEmpty()
                && PLACES.containsAll(given.propertyNames())
                && given.properties().stream().anyMatch(one -> one.getValue().isObject());
        return new Filling(given, nested, new ArrayList<>()).fill(template);
    }

    private record Filling(JsonNode given, boolean nested, List<FieldProblem> problems) {

        Preview fill(Template template) {
            Map<String, Object> header = null;
            String body = null;
            String footer = null;
            var buttons = new ArrayList<Map<String, Object>>();
            for (var component : template.form().components()) {
                switch (component.path("type").asString("").toUpperCase(Locale.ROOT)) {
                    case "HEADER" -> header = header(component);
                    case "BODY" -> body = body(component, template);
                    case "FOOTER" -> footer = footer(component);
                    case "BUTTONS" -> buttons(component, buttons);
                    default -> {
                        // cards and offers are filled when they are sent
                    }
                }
            }
            refuseOthers(header);
            if (!problems.isEmpty()) {
                throw ProblemException.ofFields(problems);
            }
            var text = Stream.of(header == null ? null : (String) header.get("text"), body, footer)
                    .filter(part -> part != null)
                    .collect(Collectors.joining("\n\n"));
            return new Preview(text, header, body, footer, buttons);
        }

        private Map<String, Object> header(JsonNode component) {
            var header = new LinkedHashMap<String, Object>();
            var format = component.path("format").asString("TEXT");
            header.put("format", format);
            if (format.equals("TEXT")) {
                var text = component.path("text").asString("");
                header.put("text", filled(text, place("header"), "variables.header"));
            }
            return header;
        }

        private String body(JsonNode component, Template template) {
            var own = template.category().equals("AUTHENTICATION") ? CODE : "";
            var text = component.path("text").asString(own);
            var path = nested ? "variables.body" : "variables";
            var values = nested ? place("body") : given;
            var names = Variables.of(text);
            values.propertyNames().stream()
                    .filter(name -> !names.contains(name))
                    .forEach(name ->
                            problems.add(new FieldProblem(path + '.' + name, "is no variable of the template")));
            return filled(text, values, path);
        }

        private static @Nullable String footer(JsonNode component) {
            if (component.has("code_expiration_minutes")) {
                return "This code expires in "
                        + component.path("code_expiration_minutes").asInt(0) + " minutes.";
            }
            return component.path("text").asString("");
        }

        private void buttons(JsonNode component, List<Map<String, Object>> buttons) {
            var values = place("buttons");
            for (var button : component.path("buttons")) {
                var shown = new LinkedHashMap<String, Object>();
                shown.put("type", button.path("type").asString(""));
                shown.put("text", button.path("text").asString(""));
                var url = button.path("url").asString("");
                if (!url.isEmpty()) {
                    var index = String.valueOf(buttons.size());
                    var value = JsonNodeFactory.instance.objectNode();
                    Variables.of(url).forEach(name -> value.set(name, values.path(index)));
                    shown.put("url", filled(url, value, "variables.buttons." + index));
                }
                if (button.has("phone_number")) {
                    shown.put("phoneNumber", button.path("phone_number").asString(""));
                }
                buttons.add(shown);
            }
        }

        private JsonNode place(String name) {
            return nested ? given.path(name) : JsonNodeFactory.instance.objectNode();
        }

        private void refuseOthers(@Nullable Map<String, Object> header) {
            if (nested && header == null && given.has("header")) {
                problems.add(new FieldProblem("variables.header", "is nothing that the template has"));
            }
        }

        private String filled(String text, JsonNode values, String path) {
            return Variables.VARIABLE.matcher(text).replaceAll(match -> {
                var name = match.group(1);
                var value = values.path(name);
                if (!value.isString() && !value.isNumber()) {
                    var field = path.startsWith("variables.buttons") ? path : path + '.' + name;
                    problems.add(new FieldProblem(field, value.isMissingNode() ? "is required" : "must be a text"));
                    return "";
                }
                return Matcher.quoteReplacement(value.asString());
            });
        }
    }
}
