package io.parley.template.view;

import io.parley.kit.web.ProblemException;
import io.parley.template.book.TemplateKey;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What a list of templates is narrowed to. */
record TemplateFilter(
        @Nullable String status,
        @Nullable String category,
        @Nullable String language,
        @Nullable String search) {

    private static final int LONGEST = 512;

    /** Returns this filter; refuses what nothing can be like. */
    TemplateFilter checked() {
        refuseUnlessText(status, "status");
        refuseUnlessText(category, "category");
        refuseUnlessText(language, "language");
        refuseUnlessText(search, "search");
        return this;
    }

    private static void refuseUnlessText(@Nullable String text, String field) {
        if (text != null && (text.length() > LONGEST || text.chars().anyMatch(Character::isISOControl))) {
            throw ProblemException.ofField(
                    field, "must have at most " + LONGEST + " characters and no control characters");
        }
    }

    @Nullable
    String statusWord() {
        return status == null || status.isBlank() ? null : status.toUpperCase(Locale.ROOT);
    }

    @Nullable
    String categoryWord() {
        return category == null || category.isBlank() ? null : category.toUpperCase(Locale.ROOT);
    }

    @Nullable
    String languageCode() {
        return language == null || language.isBlank() ? null : TemplateKey.normal(language);
    }

    @Nullable
    String words() {
        return search == null || search.isBlank() ? null : search.strip().toLowerCase(Locale.ROOT);
    }
}
