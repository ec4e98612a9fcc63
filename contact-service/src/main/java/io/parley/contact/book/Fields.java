package io.parley.contact.book;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** What names, e-mail addresses and tags must look like, whichever way they come in. Reading them strips space around. */
public final class Fields {

    /** What a name must look like, in words. */
    public static final String NAME_EXPECTED = "must have 1 to 200 characters and no control characters";

    /** What an e-mail address must look like, in words. */
    public static final String EMAIL_EXPECTED = "must be an e-mail address";

    /** What tags must look like, in words. */
    public static final String TAGS_EXPECTED =
            "must be at most 20 tags of 1 to 50 characters, without control characters";

    private static final int LONGEST_NAME = 200;
    private static final int LONGEST_EMAIL = 254;
    private static final int MOST_TAGS = 20;
    private static final int LONGEST_TAG = 50;
    private static final Pattern UNPRINTABLE = Pattern.compile("[\\p{Cc}\\p{Cs}\\u2028\\u2029]");
    private static final Pattern EMAIL =
            Pattern.compile("[^\\s\\p{C}@<>\"(),:;\\[\\]\\\\]{1,64}@[^\\s\\p{C}@<>\"(),:;\\[\\]\\\\]{1,253}");

    private Fields() {}

    /** Reads a name; empty for what is none. */
    public static Optional<String> name(String text) {
        var name = text.strip();
        return name.isEmpty() || !isLine(name, LONGEST_NAME) ? Optional.empty() : Optional.of(name);
    }

    /** Makes a name of whatever WhatsApp gives as one: what does not fit is cut off or left out. */
    public static Optional<String> profileName(String text) {
        var clean = UNPRINTABLE.matcher(text).replaceAll(" ").strip();
        var length = Math.min(clean.codePointCount(0, clean.length()), LONGEST_NAME);
        return name(clean.substring(0, clean.offsetByCodePoints(0, length)));
    }

    /** Reads an e-mail address, composed (NFC) and in lower case; empty for what cannot be one. */
    public static Optional<String> email(String text) {
        var email = Normalizer.normalize(text.strip(), Normalizer.Form.NFC).toLowerCase(Locale.ROOT);
        return email.length() <= LONGEST_EMAIL && EMAIL.matcher(email).matches()
                ? Optional.of(email)
                : Optional.empty();
    }

    /** Reads tags, each once, in their order; empty where one of them is none or there are too many. */
    public static Optional<List<String>> tags(List<String> texts) {
        var tags = new LinkedHashSet<String>();
        for (var text : texts) {
            var tag = text.strip();
            if (tag.isEmpty() || !isLine(tag, LONGEST_TAG)) {
                return Optional.empty();
            }
            tags.add(tag);
        }
        return tags.size() > MOST_TAGS ? Optional.empty() : Optional.of(List.copyOf(tags));
    }

    /** Returns the tags of two contacts that have become one, as many as a contact may have. */
    static List<String> united(List<String> tags, List<String> more) {
        var all = new LinkedHashSet<>(tags);
        all.addAll(more);
        return new ArrayList<>(all).subList(0, Math.min(all.size(), MOST_TAGS));
    }

    private static boolean isLine(String text, int longest) {
        return text.codePointCount(0, text.length()) <= longest
                && !UNPRINTABLE.matcher(text).find();
    }
}
