package io.parley.messaging.accept.content;

import io.parley.messaging.template.Template;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.regex.Pattern;

/**
 * Rules for template messages (Cloud API, "Template messages"). What fills the template comes as Meta's
 * {@code components}, or as {@code variables} of which components are made.
 */
final class TemplateContent {

    private static final Pattern NAME = Pattern.compile("[a-z0-9_]{1,512}");
    private static final Pattern LANGUAGE = Pattern.compile("[a-z]{2,3}(_[A-Z]{2,3})?");

    private TemplateContent() {}

    /** Reads it as far as it can be judged without the template. */
    static Map<String, Object> read(Part part) {
        return read(part, TemplateComponents::check, TemplateGuess::of);
    }

    /** Reads it as what fills {@code template}. */
    static Map<String, Object> read(Part part, Template template) {
        var shape = TemplateShape.of(template);
        if (!part.has("components") && shape.needsComponents() && !shape.isFixed()) {
            part.refuse("components", "is required: variables cannot fill this template's cards or offer");
            return Map.of();
        }
        return read(part, holder -> TemplateComponents.check(holder, shape), variables -> shape);
    }

    private static Map<String, Object> read(Part part, Consumer<Part> components, Function<Part, TemplateShape> shape) {
        part.knows("name", "language", "components", "variables");
        var content = new LinkedHashMap<String, Object>();
        matching(part, "name", NAME, "must have 1 to 512 of a-z, 0-9 and _")
                .ifPresent(name -> content.put("name", name));
        matching(part, "language", LANGUAGE, "must be a code such as en or en_GB")
                .ifPresent(language -> content.put("language", language));
        if (part.has("components") && part.has("variables")) {
            part.refuse("variables", "must not stand beside components");
        } else if (part.has("components")) {
            components.accept(part);
            part.raw("components").ifPresent(given -> content.put("components", given));
        } else {
            var variables = part.optionalPart("variables");
            var made = TemplateVariables.components(shape.apply(variables), variables);
            if (!made.isEmpty()) {
                content.put("components", made);
            }
        }
        return content;
    }

    private static Optional<String> matching(Part part, String field, Pattern pattern, String message) {
        var text = part.required(field, Integer.MAX_VALUE);
        if (text.filter(one -> !one.isBlank() && !pattern.matcher(one).matches())
                .isPresent()) {
            part.refuse(field, message);
        }
        return text;
    }
}
