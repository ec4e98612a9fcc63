package io.parley.template.rule;

import io.parley.contract.TemplateChanged.ParameterFormat;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;

/** Rules for cards that stand side by side. All are built alike. */
final class CarouselRules {

    private static final int FEWEST = 2;
    private static final int MOST = 10;
    private static final int BODY = 160;
    private static final int BUTTONS = 2;

    private CarouselRules() {}

    static void check(Field carousel, ParameterFormat format) {
        carousel.onlyKeys("type", "cards");
        List<String> first = List.of();
        for (var card : carousel.objects("cards", FEWEST, MOST)) {
            card.onlyKeys("components");
            var shape = card(card, format);
            if (first.isEmpty()) {
                first = shape;
            } else if (!first.equals(shape)) {
                card.refuse("components", "must be of the same kinds as those of the first card: " + first);
            }
        }
    }

    /** Returns what the card is made of, in the order of kinds. */
    private static List<String> card(Field card, ParameterFormat format) {
        var shape = new ArrayList<String>();
        var seen = new HashSet<String>();
        for (var component : card.objects("components", 1, 3)) {
            component.word("type", List.of("HEADER", "BODY", "BUTTONS")).ifPresent(type -> {
                if (!seen.add(type)) {
                    component.refuse("type", "is there twice");
                }
                switch (type) {
                    case "HEADER" -> {
                        component.onlyKeys("type", "format", "text", "example");
                        component
                                .word("format", List.of("IMAGE", "VIDEO", "PRODUCT"))
                                .ifPresent(kind -> {
                                    shape.add(type + ' ' + kind);
                                    if (kind.equals("PRODUCT")) {
                                        component.mustNotHave("text", "is not for headers of format PRODUCT");
                                        component.mustNotHave("example", "is not for headers of format PRODUCT");
                                    } else {
                                        ComponentRules.sample(component);
                                    }
                                });
                    }
                    case "BODY" -> {
                        ComponentRules.body(component, format, BODY);
                        shape.add(type);
                    }
                    default -> ButtonRules.check(component, BUTTONS).forEach(kind -> shape.add("BUTTON " + kind));
                }
            });
        }
        if (!seen.contains("HEADER")) {
            card.refuse("components", "must have a HEADER");
        }
        shape.sort(null);
        return shape;
    }
}
