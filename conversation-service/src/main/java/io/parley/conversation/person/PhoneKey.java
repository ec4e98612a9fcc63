package io.parley.conversation.person;

import org.jspecify.annotations.Nullable;

/**
 * What different spellings of one WhatsApp account's number have in common: Brazil's ninth digit, Mexico's 1 and
 * Argentina's 9 are folded away. For comparing only.
 */
public final class PhoneKey {

    private static final int LENGTH_WITH_EXTRA_DIGIT = 13;

    private PhoneKey() {}

    /** Returns the key of an E.164 number with its plus; null for none. */
    public static @Nullable String of(@Nullable String phoneNumber) {
        if (phoneNumber == null) {
            return null;
        }
        var digits = phoneNumber.substring(phoneNumber.startsWith("+") ? 1 : 0);
        if (digits.length() != LENGTH_WITH_EXTRA_DIGIT) {
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
}
