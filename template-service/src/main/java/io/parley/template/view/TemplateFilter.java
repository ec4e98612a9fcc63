package io.parley.template.view;

import io.parley.template.book.TemplateKey;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What a list of templates is narrowed to. */
record TemplateFilter(
        @Nullable String status,
        @Nullable String category,
        @Nullable String language,
        @Nullable String search) {

    @Nullable String statusWord() {
        return status == null || status.isBlank() ? null : status.toUpperCase(Locale.ROOT);
    }

    @Nullable String categoryWord() {
        return category == null || category.isBlank() ? null : category.toUpperCase(Locale.ROOT);
    }

    @Nullable String languageCode() {
        return language == null || language.isBlank() ? null : TemplateKey.normal(language);
    }

    @Nullable String words() {
        return search == null || search.isBlank() ? null : search.strip().toLowerCase(Locale.ROOT);
    }
}
