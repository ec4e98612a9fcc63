package io.parley.messaging.accept.content;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Rules for template messages (Cloud API, "Template messages"). Parameters come as Meta's {@code components}, or as
 * {@code variables} of the body, by number or by name, of which components are made.
 */
final class TemplateContent {

    private static final Pattern NAME = Pattern.compile("[a-z0-9_]{1,512}");
    private static final Pattern LANGUAGE = Pattern.compile("[a-z]{2,3}(_[A-Z]{2,3})?");
    private static final Pattern NUMBER = Pattern.compile("[1-9][0-9]{0,2}");
    private static final Pattern NAMED = Pattern.compile("[a-z][a-z0-9_]{0,99}");
    private static final Pattern UNFIT = Pattern.compile("[\\n\\r\\t]| {5}");
    private static final int LONGEST_VALUE = 1024;
    private static final int MOST_COMPONENTS = 20;

    private TemplateContent() {}

    static Map<String, Object> read(Part part) {
        part.knows("name", "language", "components", "variables");
        var content = new LinkedHashMap<String, Object>();
        matching(part, "name", NAME, "must have 1 to 512 of a-z, 0-9 and _")
                .ifPresent(name -> content.put("name", name));
        matching(part, "language", LANGUAGE, "must be a code such as en or en_GB")
                .ifPresent(language -> content.put("language", language));
        if (part.has("components") && part.has("variables")) {
            part.refuse("variables", "must not stand beside components");
        } else if (part.has("components")) {
            components(part);
            part.raw("components").ifPresent(components -> content.put("components", components));
        } else if (part.has("variables")) {
            content.put("components", List.of(body(part.part("variables"), part)));
        }
        return content;
    }

    private static java.util.Optional<String> matching(Part part, String field, Pattern pattern, String message) {
        var text = part.required(field, Integer.MAX_VALUE);
        if (text.filter(one -> !one.isBlank() && !pattern.matcher(one).matches())
                .isPresent()) {
            part.refuse(field, message);
        }
        return text;
    }

    private static void components(Part part) {
        for (var component : part.parts("components", 0, MOST_COMPONENTS)) {
            component.word("type", java.util.Set.of("header", "body", "button", "carousel", "limited_time_offer"));
            for (var parameter : component.parts("parameters", 0, LONGEST_VALUE)) {
                var type = parameter.required("type", LONGEST_VALUE);
                if (type.filter("text"::equals).isPresent()) {
                    value(parameter, "text");
                }
            }
        }
    }

    private static Map<String, Object> body(Part variables, Part content) {
        var names = new ArrayList<String>();
        if (content.raw("variables").orElseThrow() instanceof Map<?, ?> given) {
            given.keySet().forEach(name -> names.add(String.valueOf(name)));
        }
        var numbered = names.stream().allMatch(name -> NUMBER.matcher(name).matches());
        if (numbered) {
            names.sort(Comparator.comparingInt(Integer::parseInt));
            for (var i = 0; i < names.size(); i++) {
                if (!names.get(i).equals(Integer.toString(i + 1))) {
                    variables.refuse(Integer.toString(i + 1), "is required");
                    break;
                }
            }
        }
        var parameters = new ArrayList<Map<String, Object>>();
        for (var name : names) {
            if (!numbered && !NAMED.matcher(name).matches()) {
                variables.refuse(name, "must be a number, or a name of a-z, 0-9 and _; all of one kind");
            }
            var parameter = new LinkedHashMap<String, Object>();
            parameter.put("type", "text");
            if (!numbered) {
                parameter.put("parameter_name", name);
            }
            parameter.put("text", value(variables, name));
            parameters.add(parameter);
        }
        return Map.of("type", "body", "parameters", parameters);
    }

    private static String value(Part part, String field) {
        var text = part.required(field, LONGEST_VALUE).orElse("");
        if (UNFIT.matcher(text).find()) {
            part.refuse(field, "must have no line break, no tab and no more than four spaces in a row");
        }
        return text;
    }
}
