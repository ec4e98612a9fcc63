package io.parley.sandbox.rule;

import io.parley.sandbox.meta.GraphError;
import io.parley.sandbox.meta.GraphException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/** Rules for template sends as far as the request alone can break them. */
final class TemplateRules {

    private static final Pattern NAME = Pattern.compile("[a-z0-9_]{1,512}");
    private static final Pattern LANGUAGE = Pattern.compile("[a-z]{2,3}([_-][A-Z]{2,4}|[_-][0-9]{3})?");
    private static final Set<String> COMPONENTS = Set.of("header", "body", "button", "carousel", "limited_time_offer");
    private static final Set<String> SUB_TYPES =
            Set.of("url", "quick_reply", "copy_code", "flow", "catalog", "mpm", "voice_call");

    private TemplateRules() {}

    static void check(Param root) {
        var template = root.object("template", "name", "language", "components", "namespace");
        var name = template.text("name", 1, 512);
        var language = template.object("language", "code", "policy");
        var code = language.required("code").asText();
        if (language.has("policy")) {
            language.oneOf("policy", Set.of("deterministic"));
        }
        if (!NAME.matcher(name).matches() || !LANGUAGE.matcher(code).matches()) {
            throw new GraphException(GraphError.of(132001, "template name (" + name + ") does not exist in " + code));
        }
        if (template.has("components")) {
            components(template.array("components", 0, 20), true);
        }
    }

    private static void components(List<Param> components, boolean top) {
        var seen = new HashSet<String>();
        var buttons = new HashSet<Long>();
        for (var component : components) {
            component.mustBeObject();
            var type = component.oneOf("type", top ? COMPONENTS : Set.of("header", "body", "button"));
            if (!"button".equals(type) && !seen.add(type)) {
                throw component.required("type").invalid("is used twice");
            }
            switch (type) {
                case "header" -> header(component);
                case "body" -> body(component);
                case "button" -> button(component, buttons);
                case "carousel" -> carousel(component);
                case "limited_time_offer" -> limitedTimeOffer(component);
                default -> throw new IllegalStateException(type + " has no rules");
            }
        }
    }

    private static void header(Param header) {
        header.onlyKeys("type", "parameters");
        if (header.has("parameters")) {
            header.array("parameters", 0, 1).forEach(TemplateParameterRules::inHeader);
        }
    }

    private static void body(Param body) {
        body.onlyKeys("type", "parameters");
        if (!body.has("parameters")) {
            return;
        }
        var parameters = body.array("parameters", 0, 100);
        parameters.forEach(TemplateParameterRules::inBody);
        var named = parameters.stream()
                .filter(parameter -> parameter.has("parameter_name"))
                .count();
        if (named != 0 && named != parameters.size()) {
            throw new GraphException(
                    GraphError.of(132012, body.path() + ": named and positional parameters cannot be mixed"));
        }
    }

    private static void button(Param button, Set<Long> indexes) {
        button.onlyKeys("type", "sub_type", "index", "parameters");
        var subType = button.oneOf("sub_type", SUB_TYPES);
        if (!indexes.add(button.integer("index", 0, 9))) {
            throw button.required("index").invalid("is used twice");
        }
        if (!button.has("parameters")
                && Set.of("catalog", "flow", "voice_call", "quick_reply").contains(subType)) {
            return;
        }
        button.array("parameters", 1, 1).forEach(parameter -> TemplateParameterRules.inButton(parameter, subType));
    }

    private static void carousel(Param carousel) {
        carousel.onlyKeys("type", "cards");
        var indexes = new HashSet<Long>();
        for (var card : carousel.array("cards", 1, 10)) {
            card.mustBeObject();
            card.onlyKeys("card_index", "components");
            if (!indexes.add(card.integer("card_index", 0, 9))) {
                throw card.required("card_index").invalid("is used twice");
            }
            components(card.array("components", 1, 10), false);
        }
    }

    private static void limitedTimeOffer(Param component) {
        component.onlyKeys("type", "parameters");
        for (var parameter : component.array("parameters", 1, 1)) {
            parameter.mustBeObject();
            parameter.onlyKeys("type", "limited_time_offer");
            parameter.oneOf("type", Set.of("limited_time_offer"));
            parameter
                    .object("limited_time_offer", "expiration_time_ms")
                    .integer("expiration_time_ms", 1, Long.MAX_VALUE);
        }
    }
}
