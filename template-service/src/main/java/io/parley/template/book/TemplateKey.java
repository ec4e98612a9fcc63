package io.parley.template.book;

import java.util.Locale;
import java.util.regex.Pattern;

/**
 * What a template is unique by at WhatsApp.
 *
 * @param businessAccountId the WABA that has it
 * @param language Meta's code, with an underscore
 */
public record TemplateKey(String businessAccountId, String name, String language) {

    private static final Pattern LANGUAGE = Pattern.compile("([A-Za-z]{2,3})[_-]([A-Za-z]{2}|[0-9]{3})");

    public TemplateKey {
        language = normal(language);
    }

    /** Returns {@code language} as Meta writes it: webhooks have a hyphen at times, people any case. */
    public static String normal(String language) {
        var matcher = LANGUAGE.matcher(language);
        return matcher.matches()
                ? matcher.group(1).toLowerCase(Locale.ROOT)
                        + '_'
                        + matcher.group(2).toUpperCase(Locale.ROOT)
                : language.toLowerCase(Locale.ROOT);
    }
}
