package io.parley.contact.book;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A phone number in E.164 shape: digits without the plus. Only the shape counts (7 to 15 digits), so that numbers which no
 * numbering plan knows are taken as well.
 */
public record PhoneNumber(String digits) {

    /** What a phone number must look like, in words. */
    public static final String EXPECTED = "must be a phone number of 7 to 15 digits with its country code";

    private static final Pattern SHAPE = Pattern.compile("\\+?([0-9]{7,15})");

    /** Reads a number with or without the plus; empty for anything else. */
    public static Optional<PhoneNumber> parse(String text) {
        var matcher = SHAPE.matcher(text.strip());
        return matcher.matches() ? Optional.of(new PhoneNumber(matcher.group(1))) : Optional.empty();
    }

    /** Returns the number as it is stored and shown: with a plus. */
    public String e164() {
        return "+" + digits;
    }

    /**
     * Returns what two spellings of one WhatsApp account have in common: Brazil's ninth digit, Mexico's 1 and Argentina's
     * 9 are folded away. Two contacts of a tenant never have the same one.
     */
    public String matchKey() {
        if (digits.length() != 13) {
            return digits;
        }
        if (digits.startsWith("55") && digits.charAt(4) == '9') {
            return digits.substring(0, 4) + digits.substring(5);
        }
        if (digits.startsWith("521") || digits.startsWith("549")) {
            return digits.substring(0, 2) + digits.substring(3);
        }
        return digits;
    }

    @Override
    public String toString() {
        return e164();
    }
}
