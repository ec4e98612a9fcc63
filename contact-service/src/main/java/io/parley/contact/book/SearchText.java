package io.parley.contact.book;

import io.parley.contract.TenantId;
import java.text.Normalizer;
import java.util.Locale;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Text as it is searched: without accents, in lower case, one field a line. Whoever types "andre" finds André, and
 * "strasse" Straße.
 */
public record SearchText(String value) {

    private static final Pattern MARKS = Pattern.compile("\\p{M}+");
    private static final Pattern SPACES = Pattern.compile("\\s+");
    private static final Pattern DIALLED = Pattern.compile("\\+?[0-9][0-9 ()./-]+");
    private static final Pattern BETWEEN_DIGITS = Pattern.compile("[^0-9+]");
    private static final String FOLDED = "ßøđðłıħŧæœþ";
    private static final String[] FOLDS = {"ss", "o", "d", "d", "l", "i", "h", "t", "ae", "oe", "th"};

    /** Returns what can be searched of a contact: number, user id, name and e-mail address. */
    public static SearchText of(Contact contact) {
        return new SearchText(
                Stream.of(contact.phone(), contact.userId(), contact.name().text(), contact.email())
                        .filter(Objects::nonNull)
                        .map(field -> fold(field.toString()))
                        .collect(Collectors.joining("\n")));
    }

    /** Reads what somebody searches for; numbers may be written with spaces, dots, dashes and brackets. */
    public static SearchText query(String text) {
        var typed = text.strip();
        return new SearchText(
                DIALLED.matcher(typed).matches() ? BETWEEN_DIGITS.matcher(typed).replaceAll("") : fold(typed));
    }

    /** Returns the hashes under which a contact with this text is found in the index. */
    public Grams grams(TenantId tenant) {
        return Grams.of(tenant, value);
    }

    /** Returns the pattern for {@code like} that means "contains this". */
    public String pattern() {
        return "%" + value.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_") + "%";
    }

    static String fold(String text) {
        if (isPlain(text)) {
            return text.toLowerCase(Locale.ROOT);
        }
        var bare = MARKS.matcher(Normalizer.normalize(text, Normalizer.Form.NFKD))
                .replaceAll("")
                .toLowerCase(Locale.ROOT);
        var folded = new StringBuilder(bare.length());
        for (var i = 0; i < bare.length(); i++) {
            var place = FOLDED.indexOf(bare.charAt(i));
            if (place < 0) {
                folded.append(bare.charAt(i));
            } else {
                folded.append(FOLDS[place]);
            }
        }
        return SPACES.matcher(folded.toString()).replaceAll(" ").strip();
    }

    private static boolean isPlain(String text) {
        for (var i = 0; i < text.length(); i++) {
            var character = text.charAt(i);
            if (character > '~' || character < ' ' || (character == ' ' && i > 0 && text.charAt(i - 1) == ' ')) {
                return false;
            }
        }
        return true;
    }
}
