package io.parley.conversation.inbox;

import java.text.Normalizer;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Makes text comparable for people who look for it: without accents, case and superfluous spaces. */
public final class SearchText {

    private static final int LONGEST = 200;
    private static final Pattern MARKS = Pattern.compile("\\p{M}+");
    private static final Pattern SPACES = Pattern.compile("[\\s\\p{Z}\\p{Cc}]+");
    private static final Pattern PHONE = Pattern.compile("\\+?[0-9 ().\\-/]*[0-9][0-9 ().\\-/]*");
    private static final Pattern NOT_DIGITS = Pattern.compile("[^0-9]+");

    /** Letters that are no base letter with an accent, as they are commonly typed without. */
    private static final Map<String, String> LETTERS = Map.of(
            "ß", "ss", "ø", "o", "ł", "l", "đ", "d", "æ", "ae", "œ", "oe", "ı", "i", "þ", "th", "ð", "d", "ħ", "h");

    private SearchText() {}

    /** Returns what a conversation is found by: a line each for name, number and user id. */
    static String of(@Nullable String name, @Nullable String phoneNumber, @Nullable String userId) {
        var digits =
                phoneNumber == null ? null : NOT_DIGITS.matcher(phoneNumber).replaceAll("");
        return Stream.of(
                        name == null ? "" : plain(name),
                        digits == null ? "" : digits,
                        userId == null ? "" : plain(userId))
                .filter(line -> !line.isEmpty())
                .collect(Collectors.joining("\n"));
    }

    /** Returns what to look for; a phone number in whatever spelling is its digits. Empty where nothing is left. */
    public static String wanted(String text) {
        return PHONE.matcher(text.strip()).matches() ? NOT_DIGITS.matcher(text).replaceAll("") : plain(text);
    }

    private static String plain(String text) {
        var decomposed = Normalizer.normalize(text, Normalizer.Form.NFKD);
        var bare = MARKS.matcher(decomposed).replaceAll("").toLowerCase(Locale.ROOT);
        // Once more: lower case of some letters (İ) has a mark of its own.
        var lower = MARKS.matcher(bare).replaceAll("");
        for (var letter : LETTERS.entrySet()) {
            lower = lower.replace(letter.getKey(), letter.getValue());
        }
        var plain = SPACES.matcher(lower).replaceAll(" ").strip();
        return plain.codePointCount(0, plain.length()) <= LONGEST
                ? plain
                : plain.substring(0, plain.offsetByCodePoints(0, LONGEST));
    }
}
