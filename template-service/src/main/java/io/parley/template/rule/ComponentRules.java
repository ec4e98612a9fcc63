package io.parley.template.rule;

import io.parley.contract.TemplateChanged.ParameterFormat;
import io.parley.kit.web.FieldProblem;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Rules for the components of a template, each by itself and together. */
final class ComponentRules {

    static final List<String> MEDIA = List.of("IMAGE", "VIDEO", "DOCUMENT");

    private static final List<String> TYPES =
            List.of("HEADER", "BODY", "FOOTER", "BUTTONS", "LIMITED_TIME_OFFER", "CAROUSEL");
    private static final List<String> FORMATS = List.of("TEXT", "IMAGE", "VIDEO", "DOCUMENT", "LOCATION");

    private static final int HEADER = 60;
    private static final int BODY = 1024;
    private static final int BODY_OF_OFFER = 600;
    private static final int FOOTER = 60;
    private static final int OFFER = 16;

    private ComponentRules() {}

    static void check(List<Field> components, String category, ParameterFormat format, List<FieldProblem> problems) {
        var byType = new HashMap<String, Field>();
        for (var component : components) {
            component.word("type", TYPES).ifPresent(type -> {
                if (byType.putIfAbsent(type, component) != null) {
                    component.refuse("type", "is there twice");
                }
            });
        }
        if (!byType.containsKey("BODY") && byType.size() == components.size()) {
            problems.add(new FieldProblem("components", "must have a BODY"));
        }
        if (category.equals("AUTHENTICATION")) {
            AuthenticationRules.check(byType);
            return;
        }
        byType.forEach((type, component) -> check(type, component, byType, format));
        checkTogether(byType, category);
    }

    private static void check(String type, Field component, Map<String, Field> all, ParameterFormat format) {
        switch (type) {
            case "HEADER" -> header(component, format);
            case "BODY" -> body(component, format, all.containsKey("LIMITED_TIME_OFFER") ? BODY_OF_OFFER : BODY);
            case "FOOTER" -> footer(component);
            case "BUTTONS" -> ButtonRules.check(component, ButtonRules.MOST);
            case "LIMITED_TIME_OFFER" -> offer(component);
            default -> CarouselRules.check(component, format);
        }
    }

    private static void header(Field header, ParameterFormat format) {
        header.onlyKeys("type", "format", "text", "example");
        header.word("format", FORMATS).ifPresent(kind -> {
            switch (kind) {
                case "TEXT" -> headerText(header, format);
                case "LOCATION" -> {
                    header.mustNotHave("text", "is for headers of format TEXT");
                    header.mustNotHave("example", "is not for headers of format LOCATION");
                }
                default -> sample(header);
            }
        });
    }

    private static void headerText(Field header, ParameterFormat format) {
        header.text("text", HEADER).ifPresent(text -> {
            if (text.indexOf('\n') >= 0) {
                header.refuse("text", "must have no line breaks");
            }
            var names = Variables.check(header, "text", text, format);
            if (names.size() > 1) {
                header.refuse("text", "may have one variable");
            } else {
                Examples.ofHeader(header, names, format);
            }
        });
    }

    /** Nobody can make up a file; WhatsApp hands out a handle for each that is uploaded. */
    static void sample(Field header) {
        header.mustNotHave("text", "is for headers of format TEXT");
        if (!header.has("example")) {
            header.refuse(
                    "example.header_handle",
                    "is required: the handle that POST /api/templates/media answers for a sample");
            return;
        }
        header.object("example").ifPresent(example -> {
            example.onlyKeys("header_handle");
            var handles = example.node().path("header_handle");
            if (!handles.isArray()
                    || handles.size() != 1
                    || !handles.path(0).isString()
                    || handles.path(0).stringValue().isBlank()
                    || handles.path(0).stringValue().codePoints().anyMatch(Field::isUnfit)) {
                example.refuse("header_handle", "must be a list of one handle");
            }
        });
    }

    static void body(Field body, ParameterFormat format, int longest) {
        body.onlyKeys("type", "text", "example");
        body.text("text", longest).ifPresent(text -> {
            var names = Variables.check(body, "text", text, format);
            Variables.requireTextAround(body, "text", text);
            Examples.ofBody(body, names, format);
        });
    }

    private static void footer(Field footer) {
        footer.onlyKeys("type", "text");
        footer.text("text", FOOTER).ifPresent(text -> {
            if (text.contains("{{")) {
                footer.refuse("text", "must have no variables");
            }
            if (text.indexOf('\n') >= 0) {
                footer.refuse("text", "must have no line breaks");
            }
        });
    }

    private static void offer(Field component) {
        component.onlyKeys("type", "limited_time_offer");
        if (!component.has("limited_time_offer")) {
            component.refuse("limited_time_offer", "is required");
            return;
        }
        component.object("limited_time_offer").ifPresent(offer -> {
            offer.onlyKeys("text", "has_expiration");
            offer.text("text", OFFER);
            offer.flag("has_expiration", false);
        });
    }

    private static void checkTogether(Map<String, Field> all, String category) {
        var offer = all.get("LIMITED_TIME_OFFER");
        if (offer != null) {
            if (!category.equals("MARKETING")) {
                offer.refuse("type", "is for MARKETING templates");
            }
            refuseBeside(all, offer, "FOOTER");
            refuseBeside(all, offer, "CAROUSEL");
            var header = all.get("HEADER");
            if (header != null
                    && !List.of("IMAGE", "VIDEO")
                            .contains(header.node().path("format").asString(""))) {
                header.refuse("format", "must be IMAGE or VIDEO beside a LIMITED_TIME_OFFER");
            }
        }
        var carousel = all.get("CAROUSEL");
        if (carousel != null) {
            refuseBeside(all, carousel, "HEADER");
            refuseBeside(all, carousel, "FOOTER");
            refuseBeside(all, carousel, "BUTTONS");
        }
    }

    private static void refuseBeside(Map<String, Field> all, Field one, String other) {
        var component = all.get(other);
        if (component != null) {
            component.refuse(
                    "type", "cannot stand beside a " + one.node().path("type").asString(""));
        }
    }
}
