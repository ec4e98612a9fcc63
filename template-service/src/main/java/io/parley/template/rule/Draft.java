package io.parley.template.rule;

import io.parley.contract.TemplateChanged.ParameterFormat;
import io.parley.kit.web.FieldProblem;
import io.parley.kit.web.ProblemException;
import io.parley.template.book.Form;
import io.parley.template.book.TemplateKey;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * A template that WhatsApp has no formal reason to refuse (Cloud API, "Message templates").
 *
 * @param secondsToLive how long WhatsApp tries to deliver it; null for as long as it does by itself
 */
public record Draft(
        String name,
        String language,
        String category,
        Form form,
        @Nullable Integer secondsToLive) {

    static final List<String> CATEGORIES = List.of("AUTHENTICATION", "MARKETING", "UTILITY");

    private static final Pattern NAME = Pattern.compile("[a-z0-9_]{1,512}");
    private static final int MOST_COMPONENTS = 10;

    /** Reads a new template; throws {@link ProblemException} with all that is wrong with it. */
    public static Draft read(TemplateRequest request) {
        var problems = new ArrayList<FieldProblem>();
        var name = request.name();
        if (name == null || !NAME.matcher(name).matches()) {
            problems.add(new FieldProblem(
                    "name", name == null ? "is required" : "must have 1 to 512 of a-z, 0-9 and _ and nothing else"));
        }
        var language = request.language() == null ? "" : TemplateKey.normal(request.language());
        if (!Languages.isKnown(language)) {
            problems.add(new FieldProblem(
                    "language",
                    request.language() == null
                            ? "is required"
                            : "is none that WhatsApp knows, such as en, en_US or pt_BR"));
        }
        var category = category(request.category(), problems);
        var form = form(request, category, problems);
        checkLife(request.messageSendTtlSeconds(), category, problems);
        if (!problems.isEmpty()) {
            throw ProblemException.ofFields(problems);
        }
        return new Draft(String.valueOf(name), language, category, form, request.messageSendTtlSeconds());
    }

    /** Reads what a template of {@code category} is to say from now on. */
    public static Form readForm(TemplateRequest request, String category) {
        var problems = new ArrayList<FieldProblem>();
        var form = form(request, category, problems);
        checkLife(request.messageSendTtlSeconds(), category, problems);
        if (!problems.isEmpty()) {
            throw ProblemException.ofFields(problems);
        }
        return form;
    }

    /** Reads a category; throws {@link ProblemException} where it is none. */
    public static String readCategory(String category) {
        var problems = new ArrayList<FieldProblem>();
        var read = category(category, problems);
        if (!problems.isEmpty()) {
            throw ProblemException.ofFields(problems);
        }
        return read;
    }

    /** Returns what is submitted to WhatsApp. */
    public Map<String, Object> body() {
        var body = new LinkedHashMap<String, Object>();
        body.put("name", name);
        body.put("language", language);
        body.put("category", category);
        body.put("parameter_format", form.parameterFormat().name());
        body.put("components", form.components());
        if (secondsToLive != null) {
            body.put("message_send_ttl_seconds", secondsToLive);
        }
        return body;
    }

    private static String category(@Nullable String given, List<FieldProblem> problems) {
        var category = given == null ? "" : given.toUpperCase(Locale.ROOT);
        if (!CATEGORIES.contains(category)) {
            problems.add(new FieldProblem(
                    "category", given == null ? "is required" : "must be one of " + String.join(", ", CATEGORIES)));
        }
        return category;
    }

    private static Form form(TemplateRequest request, String category, List<FieldProblem> problems) {
        var fields = fields(request.components(), problems);
        var format = request.parameterFormat() == null ? formatOf(request.components()) : request.parameterFormat();
        var components = JsonNodeFactory.instance.arrayNode();
        if (!fields.isEmpty()) {
            ComponentRules.check(fields, category, format, problems);
            fields.forEach(field -> components.add(field.node()));
        }
        return new Form(format, components);
    }

    private static List<Field> fields(@Nullable JsonNode components, List<FieldProblem> problems) {
        if (components == null || components.isNull()) {
            problems.add(new FieldProblem("components", "is required"));
            return List.of();
        }
        if (!(components instanceof ArrayNode list) || list.isEmpty() || list.size() > MOST_COMPONENTS) {
            problems.add(new FieldProblem("components", "must be a list of 1 to " + MOST_COMPONENTS));
            return List.of();
        }
        var fields = new ArrayList<Field>();
        for (var i = 0; i < list.size(); i++) {
            var path = "components[" + i + "]";
            if (list.get(i) instanceof ObjectNode component) {
                fields.add(Field.of(path, component.deepCopy(), problems));
            } else {
                problems.add(new FieldProblem(path, "must be an object"));
            }
        }
        return fields;
    }

    /** Where nobody says, the variables themselves do. */
    private static ParameterFormat formatOf(@Nullable JsonNode components) {
        var named = components != null
                && Variables.of(components.toString()).stream().anyMatch(name -> !Variables.isNumber(name));
        return named ? ParameterFormat.NAMED : ParameterFormat.POSITIONAL;
    }

    private static void checkLife(@Nullable Integer seconds, String category, List<FieldProblem> problems) {
        if (seconds == null) {
            return;
        }
        var range = switch (category) {
            case "AUTHENTICATION" -> new int[] {30, 900};
            case "UTILITY" -> new int[] {30, 43_200};
            default -> new int[] {43_200, 2_592_000};
        };
        var unlimited = seconds == -1 && !category.equals("MARKETING");
        if (!unlimited && (seconds < range[0] || seconds > range[1])) {
            problems.add(new FieldProblem(
                    "messageSendTtlSeconds", "must be from " + range[0] + " to " + range[1] + " for " + category));
        }
    }
}
