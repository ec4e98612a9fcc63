package io.parley.messaging.accept.content;

import io.parley.contract.TemplateChanged.ParameterFormat;
import io.parley.messaging.template.Template;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The places of a template that a send has to fill (Cloud API, "Templates").
 *
 * @param named whether variables go by name, not by number
 * @param alone whether it has nothing beside its body, which may then be longer
 * @param expires whether it is an offer whose end has to be told
 */
record TemplateShape(
        boolean named,
        Optional<Header> header,
        Text body,
        List<Button> buttons,
        List<TemplateShape> cards,
        boolean expires,
        boolean alone) {

    private static final Pattern NUMBER = Pattern.compile("[0-9]{1,4}");
    private static final Pattern VARIABLE = Pattern.compile("\\{\\{\\s*([A-Za-z0-9_]+)\\s*}}");

    /** A header: {@code format} in lower case is text, image, video, document or location. */
    record Header(String format, Text text) {
        boolean isText() {
            return format.equals("text");
        }
    }

    /** A text with the names of its variables. */
    record Text(String text, List<String> variables) {

        static final Text NONE = new Text("", List.of());

        static Text of(Object text) {
            var variables = new LinkedHashSet<String>();
            var matcher = VARIABLE.matcher(text.toString());
            while (matcher.find()) {
                variables.add(matcher.group(1));
            }
            var inOrder = variables.stream()
                    .sorted(Comparator.comparing(name -> NUMBER.matcher(name).matches() ? Integer.parseInt(name) : 0))
                    .toList();
            return new Text(text.toString(), inOrder);
        }

        /** Returns how long the text is with {@code values} in the places of its variables, in their order. */
        int lengthWith(List<String> values) {
            var length = VARIABLE.matcher(text).replaceAll("").codePoints().count();
            var matcher = VARIABLE.matcher(text);
            while (matcher.find()) {
                var place = variables.indexOf(matcher.group(1));
                length += place < values.size() ? values.get(place).codePoints().count() : 0;
            }
            return (int) length;
        }
    }

    /**
     * A button.
     *
     * @param kind Meta's {@code sub_type} for it, empty where there is none
     * @param needed whether a send has to fill it
     * @param code whether it repeats the code that the body shows
     */
    record Button(String kind, boolean needed, boolean code, Text url) {}

    static TemplateShape of(Template template) {
        return of(
                template.components(),
                template.parameterFormat() == ParameterFormat.NAMED,
                template.isAuthentication());
    }

    /** Tells whether anything of it is beyond what variables can say. */
    boolean needsComponents() {
        return expires || !cards.isEmpty();
    }

    /** Tells whether a send has to fill anything in it. */
    boolean isFixed() {
        return header.filter(one -> !one.isText() || !one.text().variables().isEmpty())
                        .isEmpty()
                && body.variables().isEmpty()
                && buttons.stream().noneMatch(Button::needed)
                && cards.stream().allMatch(TemplateShape::isFixed)
                && !expires;
    }

    private static TemplateShape of(Collection<? extends Map<?, ?>> components, boolean named, boolean authentication) {
        Optional<Header> header = Optional.empty();
        var body = authentication ? new Text("{{1}}", List.of("1")) : Text.NONE;
        var buttons = new ArrayList<Button>();
        var cards = new ArrayList<TemplateShape>();
        var expires = false;
        var alone = true;
        for (var component : components) {
            var type = word(component, "type");
            alone &= type.equals("body");
            switch (type) {
                case "header" -> header = Optional.of(header(component));
                case "body" -> {
                    var text = Text.of(text(component, "text"));
                    body = text.variables().isEmpty() && authentication ? body : text;
                }
                case "buttons" ->
                    objects(component, "buttons").forEach(button -> buttons.add(button(button, authentication)));
                case "carousel" ->
                    objects(component, "cards")
                            .forEach(card -> cards.add(of(objects(card, "components"), named, false)));
                case "limited_time_offer" -> expires = expires(component);
                default -> {
                    // a footer, or what Meta may yet invent: nothing to fill
                }
            }
        }
        var byName = named
                || hasNames(body)
                || header.filter(one -> hasNames(one.text())).isPresent();
        return new TemplateShape(byName, header, body, buttons, cards, expires, alone);
    }

    /** What is written in a template says more than how it is said to be written. */
    private static boolean hasNames(Text text) {
        return text.variables().stream().anyMatch(name -> !NUMBER.matcher(name).matches());
    }

    private static Header header(Map<?, ?> component) {
        var format = word(component, "format");
        return new Header(format.isEmpty() ? "text" : format, Text.of(text(component, "text")));
    }

    private static Button button(Map<?, ?> button, boolean authentication) {
        var type = word(button, "type");
        var url = Text.of(text(button, "url"));
        return switch (type) {
            case "otp" -> new Button("url", true, true, Text.NONE);
            case "url" -> {
                var needed = authentication || !url.variables().isEmpty();
                yield new Button(needed ? "url" : "", needed, authentication, authentication ? Text.NONE : url);
            }
            case "copy_code" -> new Button(type, true, false, Text.NONE);
            case "mpm" -> new Button(type, true, false, Text.NONE);
            case "quick_reply", "flow", "catalog", "voice_call" -> new Button(type, false, false, Text.NONE);
            default -> new Button("", false, false, Text.NONE);
        };
    }

    private static boolean expires(Map<?, ?> component) {
        return component.get("limited_time_offer") instanceof Map<?, ?> offer
                && !Boolean.FALSE.equals(offer.get("has_expiration"));
    }

    private static List<Map<?, ?>> objects(Map<?, ?> parent, String field) {
        var objects = new ArrayList<Map<?, ?>>();
        if (parent.get(field) instanceof List<?> list) {
            for (var one : list) {
                if (one instanceof Map<?, ?> object) {
                    objects.add(object);
                }
            }
        }
        return objects;
    }

    private static String word(Map<?, ?> parent, String field) {
        return text(parent, field).toLowerCase(Locale.ROOT);
    }

    private static String text(Map<?, ?> parent, String field) {
        return parent.get(field) instanceof String text ? text : "";
    }
}
