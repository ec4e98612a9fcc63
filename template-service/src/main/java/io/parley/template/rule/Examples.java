package io.parley.template.rule;

import io.parley.contract.TemplateChanged.ParameterFormat;
import java.util.HashSet;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;

/** Meta's reviewers want an example for each variable. Where none is given, one is made up. */
final class Examples {

    private static final int LONGEST = 200;

    private Examples() {}

    static void ofHeader(Field header, List<String> names, ParameterFormat format) {
        if (names.isEmpty()) {
            header.mustNotHave("example", "is for variables, and the header has none");
            return;
        }
        header.object("example").ifPresent(example -> {
            if (format == ParameterFormat.NAMED) {
                example.onlyKeys("header_text_named_params");
                named(example, "header_text_named_params", names);
            } else {
                example.onlyKeys("header_text");
                texts(example, "header_text", example.node().get("header_text"), names);
            }
        });
    }

    static void ofBody(Field body, List<String> names, ParameterFormat format) {
        if (names.isEmpty()) {
            body.mustNotHave("example", "is for variables, and the body has none");
            return;
        }
        body.object("example").ifPresent(example -> {
            if (format == ParameterFormat.NAMED) {
                example.onlyKeys("body_text_named_params");
                named(example, "body_text_named_params", names);
            } else {
                example.onlyKeys("body_text");
                if (!example.has("body_text")) {
                    example.node()
                            .putArray("body_text")
                            .add(madeUp(example.node().arrayNode(), names));
                    return;
                }
                var given = example.node().path("body_text");
                // Meta wants a list of lists; a plain list of texts means the same and is what people try first.
                if (given.isArray() && given.path(0).isString()) {
                    example.node().putArray("body_text").add(given);
                }
                if (example.node().path("body_text").size() != 1) {
                    example.refuse("body_text", "must be a list that holds one list of texts");
                    return;
                }
                texts(example, "body_text[0]", example.node().path("body_text").path(0), names);
            }
        });
    }

    /** Of a button with one variable, or with a code to copy: a list of one text. */
    static void ofUrl(Field button) {
        if (!button.has("example")) {
            button.node().putArray("example").add("example");
            return;
        }
        var given = button.node().path("example");
        if (isExample(given)) {
            button.node().putArray("example").add(given.stringValue());
        } else if (!given.isArray() || given.size() != 1 || !isExample(given.path(0))) {
            button.refuse("example", "must be a list of one text");
        }
    }

    private static void texts(Field example, String key, @Nullable JsonNode given, List<String> names) {
        if (given == null || given.isNull()) {
            madeUp(example.node().putArray(key), names);
            return;
        }
        if (!given.isArray() || given.size() != names.size()) {
            example.refuse(key, "must be a list of " + names.size() + ", one for each variable");
            return;
        }
        for (var i = 0; i < given.size(); i++) {
            if (!isExample(given.path(i))) {
                example.refuse(key + '[' + i + ']', "must be a text of at most " + LONGEST + " characters");
            }
        }
    }

    private static void named(Field example, String key, List<String> names) {
        if (!example.has(key)) {
            var list = example.node().putArray(key);
            names.forEach(name -> list.addObject().put("param_name", name).put("example", sample(name)));
            return;
        }
        var missing = new HashSet<>(names);
        for (var given : example.objects(key, 1, 100)) {
            given.onlyKeys("param_name", "example");
            var name = given.node().path("param_name").asString("");
            if (!missing.remove(name)) {
                given.refuse("param_name", names.contains(name) ? "is there twice" : "is no variable of the text");
            }
            if (!isExample(given.node().path("example"))) {
                given.refuse("example", "must be a text of at most " + LONGEST + " characters");
            }
        }
        missing.stream().sorted().forEach(name -> example.refuse(key, "has no example for {{" + name + "}}"));
    }

    private static boolean isExample(JsonNode node) {
        return node.isString()
                && !node.stringValue().isBlank()
                && node.stringValue().length() <= LONGEST
                && node.stringValue().codePoints().noneMatch(Field::isUnfit);
    }

    private static ArrayNode madeUp(ArrayNode list, List<String> names) {
        names.forEach(name -> list.add(sample(name)));
        return list;
    }

    private static String sample(String name) {
        return Variables.isNumber(name) ? "Example " + name : name.replace('_', ' ');
    }
}
