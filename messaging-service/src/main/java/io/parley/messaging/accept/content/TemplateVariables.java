package io.parley.messaging.accept.content;

import io.parley.messaging.accept.content.TemplateShape.Button;
import io.parley.messaging.accept.content.TemplateShape.Header;
import io.parley.messaging.accept.content.TemplateShape.Text;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Makes Meta's components of the values that a caller gives for a template's variables: those of the body alone, or
 * {@code header}, {@code body} and {@code buttons}, each with its own.
 */
final class TemplateVariables {

    private static final Set<String> PLACES = Set.of("header", "body", "buttons");
    private static final int LONGEST_PAYLOAD = 256;
    private static final int LONGEST_COUPON = 20;

    private final TemplateShape shape;
    private final Part given;
    private final boolean nested;
    private final List<Map<String, Object>> components = new ArrayList<>();

    private TemplateVariables(TemplateShape shape, Part given) {
        this.shape = shape;
        this.given = given;
        this.nested = isNested(given);
    }

    /** Returns the components; whatever is missing, superfluous or unfit is noted in {@code variables}. */
    static List<Map<String, Object>> components(TemplateShape shape, Part variables) {
        var filling = new TemplateVariables(shape, variables);
        filling.header();
        var values = filling.body();
        filling.buttons(values);
        return filling.components;
    }

    /** Tells whether the variables are given place by place, and not for the body alone. */
    static boolean isNested(Part variables) {
        var fields = variables.fields();
        return !fields.isEmpty()
                && PLACES.containsAll(fields)
                && fields.stream().anyMatch(variables::isObject);
    }

    private Part place(String name) {
        return nested ? given.optionalPart(name) : given.nothing(name);
    }

    private void header() {
        var part = place("header");
        var header = shape.header().orElse(new Header("text", Text.NONE));
        if (header.isText()) {
            add("header", texts(part, header.text(), TemplateText.LONGEST_HEADER));
            return;
        }
        refuseOthers(part, List.of(header.format()));
        var parameter = new LinkedHashMap<String, Object>();
        parameter.put("type", header.format());
        parameter.put(
                header.format(),
                header.format().equals("location")
                        ? OutboundContent.location(part.part("location"))
                        : MediaSource.read(part, header.format()));
        add("header", List.of(parameter));
    }

    private List<String> body() {
        var part = nested ? given.optionalPart("body") : given;
        var parameters = texts(part, shape.body(), TemplateText.longestBody(shape));
        add("body", parameters);
        return parameters.stream().map(one -> String.valueOf(one.get("text"))).toList();
    }

    private void buttons(List<String> bodyValues) {
        var part = place("buttons");
        var names = new ArrayList<String>();
        for (var i = 0; i < shape.buttons().size(); i++) {
            var button = shape.buttons().get(i);
            var name = Integer.toString(i);
            if (button.kind().isEmpty()) {
                continue;
            }
            names.add(name);
            if (part.has(name)) {
                add(button, name, value(part, name, button));
            } else if (button.code()) {
                add(button, name, bodyValues.stream().findFirst().map(code -> Map.of("type", "text", "text", code)));
            } else if (button.needed()) {
                part.refuse(name, "is required: the template has a button of type " + button.kind() + " there");
            }
        }
        refuseOthers(part, names);
    }

    private static Optional<Map<String, ?>> value(Part part, String name, Button button) {
        return switch (button.kind()) {
            case "url" -> {
                var suffix = part.required(name, TemplateText.LONGEST_URL).orElse("");
                TemplateText.requireFit(part, name, suffix);
                if (button.url().lengthWith(List.of(suffix)) > TemplateText.LONGEST_URL) {
                    part.refuse(name, "makes the link longer than " + TemplateText.LONGEST_URL + " characters");
                }
                yield Optional.of(Map.of("type", "text", "text", suffix));
            }
            case "copy_code" ->
                part.required(name, LONGEST_COUPON).map(code -> Map.of("type", "coupon_code", "coupon_code", code));
            case "quick_reply" ->
                part.required(name, LONGEST_PAYLOAD).map(payload -> Map.of("type", "payload", "payload", payload));
            case "flow" -> {
                Optional<Object> action = part.isText(name)
                        ? Optional.of(Map.of(
                                "flow_token", part.text(name, LONGEST_PAYLOAD).orElse("")))
                        : action(part, name);
                yield action.map(one -> Map.of("type", "action", "action", one));
            }
            case "catalog", "mpm" -> action(part, name).map(one -> Map.of("type", "action", "action", one));
            default -> {
                part.refuse(name, "cannot be filled by variables; give components");
                yield Optional.empty();
            }
        };
    }

    private static Optional<Object> action(Part part, String name) {
        part.part(name);
        return part.raw(name);
    }

    private void add(Button button, String index, Optional<Map<String, ?>> parameter) {
        var component = new LinkedHashMap<String, Object>();
        component.put("type", "button");
        component.put("sub_type", button.kind());
        component.put("index", index);
        component.put("parameters", parameter.stream().toList());
        components.add(component);
    }

    private void add(String type, List<Map<String, Object>> parameters) {
        if (!parameters.isEmpty()) {
            var component = new LinkedHashMap<String, Object>();
            component.put("type", type);
            component.put("parameters", parameters);
            components.add(component);
        }
    }

    private List<Map<String, Object>> texts(Part part, Text text, int longest) {
        var parameters = new ArrayList<Map<String, Object>>();
        var values = new ArrayList<String>();
        for (var name : text.variables()) {
            var value = part.required(name, longest).orElse("");
            TemplateText.requireFit(part, name, value);
            values.add(value);
            var parameter = new LinkedHashMap<String, Object>();
            parameter.put("type", "text");
            if (shape.named()) {
                parameter.put("parameter_name", name);
            }
            parameter.put("text", value);
            parameters.add(parameter);
        }
        TemplateText.requireLength(part, text, values, longest);
        refuseOthers(part, text.variables());
        return parameters;
    }

    private static void refuseOthers(Part part, List<String> known) {
        part.fields().stream()
                .filter(name -> !known.contains(name))
                .forEach(name -> part.refuse(
                        name,
                        known.isEmpty()
                                ? "is nothing that the template has a place for"
                                : "is nothing that the template has a place for; it has " + known));
    }
}
