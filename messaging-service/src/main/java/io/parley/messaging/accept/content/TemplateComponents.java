package io.parley.messaging.accept.content;

import io.parley.messaging.accept.content.TemplateShape.Button;
import io.parley.messaging.accept.content.TemplateShape.Text;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Checks Meta's {@code components} that a caller has made by hand: by themselves, and against the template's places. */
final class TemplateComponents {

    private static final Set<String> TYPES = Set.of("header", "body", "button", "carousel", "limited_time_offer");
    private static final Set<String> CARD_TYPES = Set.of("header", "body", "button");
    private static final Set<String> IN_BODY = Set.of("text", "currency", "date_time");
    private static final Set<String> IN_HEADER = Set.of("text", "image", "video", "document", "location");
    private static final int MOST = 20;
    private static final int MOST_PARAMETERS = 100;
    private static final int MOST_BUTTONS = 10;
    private static final int LONGEST = 32_768;

    private static final Set<String> FILES = Set.of("image", "video", "document");

    private final Part holder;
    private final TemplateShape shape;
    private final boolean card;
    private final Set<String> seen = new HashSet<>();
    private final Set<Integer> buttons = new HashSet<>();

    private TemplateComponents(Part holder, TemplateShape shape, boolean card) {
        this.holder = holder;
        this.shape = shape;
        this.card = card;
    }

    /** Checks the list under {@code components} of {@code holder} where the template is not known. */
    static void check(Part holder) {
        for (var component : holder.parts("components", 0, MOST)) {
            var header = component.word("type", TYPES).filter("header"::equals).isPresent();
            for (var parameter : component.parts("parameters", 0, MOST_PARAMETERS)) {
                var type = parameter.required("type", LONGEST);
                if (header) {
                    type.filter(FILES::contains)
                            .filter(file -> parameter.optionalPart(file).has("mediaId"))
                            .ifPresent(file -> MediaSource.read(parameter, file));
                }
                if (type.filter("text"::equals).isPresent()) {
                    TemplateText.requireFit(
                            parameter,
                            "text",
                            parameter.required("text", LONGEST).orElse(""));
                }
            }
        }
    }

    /** Checks it against what the template has places for. */
    static void check(Part holder, TemplateShape shape) {
        new TemplateComponents(holder, shape, false).all(TYPES);
    }

    private void all(Set<String> types) {
        for (var component : holder.parts("components", 0, MOST)) {
            component.word("type", types).ifPresent(type -> one(component, type));
        }
        requireWhatIsMissing();
    }

    private void one(Part component, String type) {
        if (!type.equals("button") && !seen.add(type)) {
            component.refuse("type", "is there twice");
            return;
        }
        switch (type) {
            case "header" -> header(component);
            case "body" -> texts(component, shape.body(), IN_BODY, TemplateText.longestBody(shape));
            case "button" -> button(component);
            case "carousel" -> cards(component);
            default -> offer(component);
        }
    }

    private void header(Part component) {
        var header = shape.header();
        if (header.isEmpty() || header.get().isText()) {
            texts(
                    component,
                    header.map(TemplateShape.Header::text).orElse(Text.NONE),
                    Set.of("text"),
                    TemplateText.LONGEST_HEADER);
            return;
        }
        component.knows("type", "parameters");
        var format = header.get().format();
        for (var parameter : parameters(component, 1, "of type " + format)) {
            var known = parameter.word("type", IN_HEADER);
            if (known.isPresent() && !known.get().equals(format)) {
                parameter.refuse("type", "must be " + format + ", as the template's header is");
            } else if (format.equals("location")) {
                OutboundContent.location(parameter.part(format));
            } else if (known.isPresent() && card) {
                MediaSource.checkInCard(parameter, format);
            } else if (known.isPresent()) {
                MediaSource.read(parameter, format);
            }
        }
    }

    private void texts(Part component, Text text, Set<String> kinds, int longest) {
        component.knows("type", "parameters");
        var values = new ArrayList<String>();
        var names = new HashSet<String>();
        var parameters = parameters(component, text.variables().size(), "for " + text.variables());
        for (var parameter : parameters) {
            var name = parameter.text("parameter_name", LONGEST);
            if (shape.named()) {
                if (name.filter(text.variables()::contains).isEmpty() || !names.add(name.get())) {
                    parameter.refuse("parameter_name", "must be one of " + text.variables() + ", each once");
                }
            } else if (name.isPresent()) {
                parameter.refuse("parameter_name", "is not for this template, whose variables have numbers");
            }
            parameter.word("type", kinds).ifPresent(kind -> values.add(value(parameter, kind)));
        }
        if (values.size() == text.variables().size() && text.lengthWith(values) > longest) {
            component.refuse(
                    "parameters",
                    "make the text " + text.lengthWith(values) + " characters long, of at most " + longest);
        }
    }

    private static String value(Part parameter, String kind) {
        if (kind.equals("text")) {
            var value = parameter.required("text", LONGEST).orElse("");
            TemplateText.requireFit(parameter, "text", value);
            return value;
        }
        return parameter.part(kind).required("fallback_value", LONGEST).orElse("");
    }

    private void button(Part component) {
        component.knows("type", "sub_type", "index", "parameters");
        var index = index(component);
        var button = index.filter(place -> place < shape.buttons().size())
                .map(shape.buttons()::get)
                .filter(one -> !one.kind().isEmpty());
        if (index.isEmpty()) {
            component.refuse("index", "must be a number from 0 to 9");
        } else if (button.isEmpty()) {
            component.refuse("index", "is the place of no button that can be filled");
        } else if (!buttons.add(index.get())) {
            component.refuse("index", "is there twice");
        } else {
            filled(component, button.get());
        }
    }

    private static void filled(Part component, Button button) {
        var kind = component.required("sub_type", LONGEST);
        if (kind.filter(button.kind()::equals).isEmpty()) {
            component.refuse("sub_type", "must be " + button.kind() + ", as the template's button is");
            return;
        }
        for (var parameter : component.parts("parameters", button.needed() ? 1 : 0, 1)) {
            parameter.required("type", LONGEST);
            if (button.kind().equals("url")) {
                TemplateText.requireFit(
                        parameter,
                        "text",
                        parameter.required("text", TemplateText.LONGEST_URL).orElse(""));
            }
        }
    }

    private static Optional<Integer> index(Part component) {
        var text = component.raw("index").map(String::valueOf).orElse("");
        return text.matches("[0-9]") ? Optional.of(Integer.parseInt(text)) : Optional.empty();
    }

    private void cards(Part component) {
        component.knows("type", "cards");
        var cards = component.parts("cards", shape.cards().size(), shape.cards().size());
        var places = new HashSet<Integer>();
        for (var card : cards) {
            card.knows("card_index", "components");
            var place = card.raw("card_index").map(String::valueOf).filter(text -> text.matches("[0-9]"));
            if (place.isEmpty()
                    || !places.add(Integer.parseInt(place.get()))
                    || places.size() > shape.cards().size()) {
                card.refuse("card_index", "must be the place of a card of the template, each once");
            } else if (Integer.parseInt(place.get()) < shape.cards().size()) {
                var cardShape = shape.cards().get(Integer.parseInt(place.get()));
                new TemplateComponents(card, cardShape, true).all(CARD_TYPES);
            }
        }
    }

    private void offer(Part component) {
        component.knows("type", "parameters");
        for (var parameter : parameters(component, shape.expires() ? 1 : 0, "of type limited_time_offer")) {
            parameter.word("type", Set.of("limited_time_offer"));
            parameter.part("limited_time_offer").number("expiration_time_ms", 1, Long.MAX_VALUE);
        }
    }

    private static List<Part> parameters(Part component, int count, String what) {
        var parameters = component.parts("parameters", 0, MOST_PARAMETERS);
        if (parameters.size() != count) {
            component.refuse(
                    "parameters",
                    count == 0
                            ? "must be empty: the template has no variable there"
                            : "must have " + count + (count == 1 ? " entry " : " entries ") + what);
        }
        return parameters;
    }

    private void requireWhatIsMissing() {
        if (!seen.contains("header")
                && shape.header()
                        .filter(one -> !one.isText() || !one.text().variables().isEmpty())
                        .isPresent()) {
            holder.refuse(
                    "components",
                    "must have a header with a parameter of type "
                            + shape.header().get().format());
        }
        if (!seen.contains("body") && !shape.body().variables().isEmpty()) {
            holder.refuse(
                    "components",
                    "must have a body with a parameter for each of "
                            + shape.body().variables());
        }
        for (var i = 0; i < Math.min(shape.buttons().size(), MOST_BUTTONS); i++) {
            if (shape.buttons().get(i).needed() && !buttons.contains(i)) {
                holder.refuse(
                        "components",
                        "must have a button of index " + i + " and sub_type "
                                + shape.buttons().get(i).kind());
            }
        }
        if (!seen.contains("carousel") && !shape.cards().isEmpty()) {
            holder.refuse(
                    "components", "must have a carousel of " + shape.cards().size() + " cards");
        }
        if (!seen.contains("limited_time_offer") && shape.expires()) {
            holder.refuse("components", "must have a limited_time_offer, which says when it ends");
        }
    }
}
