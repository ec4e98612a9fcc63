package io.parley.template.graph;

import io.parley.contract.TemplateChanged.ParameterFormat;
import io.parley.kit.database.CleanText;
import io.parley.template.book.Form;
import io.parley.template.book.Standing;
import io.parley.template.book.TemplateKey;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;

/** A template as Meta lists it. */
public record MetaTemplate(String metaId, TemplateKey key, String category, Form form, Standing standing) {

    static final String FIELDS =
            "id,name,status,category,language,components,parameter_format,quality_score,rejected_reason";

    private static final Pattern NAMED = Pattern.compile("\\{\\{\\s*[a-z]");

    /** Reads one entry of a list; empty where it lacks what makes a template. */
    static Optional<MetaTemplate> of(String businessAccountId, JsonNode node) {
        var id = node.path("id").asString("");
        var name = node.path("name").asString("");
        var language = node.path("language").asString("");
        var status = word(node, "status");
        var category = word(node, "category");
        if (id.isEmpty() || name.isEmpty() || language.isEmpty() || status == null || category == null) {
            return Optional.empty();
        }
        var clean = CleanText.of(node.path("components"));
        var components = clean instanceof ArrayNode array ? array : JsonNodeFactory.instance.arrayNode();
        var quality = word(node.path("quality_score"), "score");
        return Optional.of(new MetaTemplate(
                id,
                new TemplateKey(businessAccountId, name, language),
                category,
                new Form(formatOf(word(node, "parameter_format"), components), components),
                new Standing(
                        status, reasonOf(word(node, "rejected_reason")), "UNKNOWN".equals(quality) ? null : quality)));
    }

    /** Meta writes NONE where there is no reason. */
    public static @Nullable String reasonOf(@Nullable String reason) {
        return reason == null || reason.equals("NONE") ? null : reason;
    }

    private static ParameterFormat formatOf(@Nullable String told, ArrayNode components) {
        if (told == null) {
            return NAMED.matcher(components.toString()).find() ? ParameterFormat.NAMED : ParameterFormat.POSITIONAL;
        }
        return told.equals("NAMED") ? ParameterFormat.NAMED : ParameterFormat.POSITIONAL;
    }

    private static @Nullable String word(JsonNode node, String field) {
        var text = node.path(field).asString("").strip().toUpperCase(Locale.ROOT);
        return text.isEmpty() ? null : text;
    }
}
