package io.parley.sandbox.template;

import static io.parley.sandbox.template.TemplateRefusal.parameter;

import io.parley.sandbox.template.HeldTemplate.State;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Takes, changes and deletes templates as Meta does, and hands them on to the review. */
@Component
public final class TemplateDesk {

    private static final Pattern NAME = Pattern.compile("[a-z0-9_]{1,512}");
    private static final Pattern LANGUAGE = Pattern.compile("[a-z]{2,3}(_([A-Z]{2}|[0-9]{3}))?");
    private static final Set<String> CATEGORIES = Set.of("AUTHENTICATION", "MARKETING", "UTILITY");
    private static final Set<String> EDITABLE = Set.of("APPROVED", "REJECTED", "PAUSED");

    private final Templates templates;
    private final TemplateReview review;

    TemplateDesk(Templates templates, TemplateReview review) {
        this.templates = templates;
        this.review = review;
    }

    public synchronized HeldTemplate create(String account, ObjectNode body) {
        var name = body.path("name").asString("");
        var language = body.path("language").asString("");
        var category = body.path("category").asString("").toUpperCase(Locale.ROOT);
        if (!NAME.matcher(name).matches()) {
            throw parameter("name", "must match ^[a-z0-9_]{1,512}$");
        }
        if (!LANGUAGE.matcher(language).matches()) {
            throw parameter("language", "is not a supported language code");
        }
        if (!CATEGORIES.contains(category)) {
            throw parameter(
                    "category", "must be one of {AUTHENTICATION, MARKETING, UTILITY} - got \"" + category + "\".");
        }
        var format = body.path("parameter_format").asString("POSITIONAL").toUpperCase(Locale.ROOT);
        var components = components(body);
        TemplateChecks.check(components, format.equals("NAMED"), category);
        var others = templates.of(account);
        if (others.stream()
                .anyMatch(one -> one.name().equals(name) && one.language().equals(language))) {
            throw TemplateRefusal.of(
                    TemplateRefusal.EXISTS, "There is already content in this language for this template.");
        }
        if (others.size() >= Templates.MOST_OF_ACCOUNT) {
            throw TemplateRefusal.of(TemplateRefusal.TOO_MANY_TEMPLATES, "You've reached the limit of templates.");
        }
        var template =
                new HeldTemplate(templates.nextId(), account, name, language, category, format, components, pending());
        templates.put(template);
        review.begin(template);
        return template;
    }

    public synchronized void edit(HeldTemplate template, ObjectNode body) {
        if (!EDITABLE.contains(template.state().status())) {
            throw TemplateRefusal.of(
                    TemplateRefusal.NOT_EDITABLE, "Only approved, rejected or paused templates can be edited.");
        }
        var components = components(body);
        TemplateChecks.check(components, template.parameterFormat().equals("NAMED"), template.category());
        templates
                .change(template.id(), one -> one.saying(components).being(pending()))
                .ifPresent(review::begin);
    }

    /** Deletes one language, or all of them where no id is given. */
    public synchronized void delete(String account, String name, @Nullable String id) {
        List<HeldTemplate> found = new ArrayList<>(templates.of(account));
        found.removeIf(
                one -> !one.name().equals(name) || (id != null && !one.id().equals(id)));
        if (found.isEmpty()) {
            throw TemplateRefusal.of(TemplateRefusal.NOT_FOUND, "No message template with this name was found.");
        }
        found.forEach(one -> templates.remove(one.id()));
    }

    private static State pending() {
        return new State("PENDING", null, null);
    }

    private static ArrayNode components(ObjectNode body) {
        if (body.path("components") instanceof ArrayNode components && !components.isEmpty()) {
            return components;
        }
        throw parameter("components", "is required");
    }
}
