package io.parley.sandbox.account;

/** A business's own phone number: digits in webhooks, formatted in the Graph API. */
public record DisplayNumber(String digits, String formatted) {

    public static final String RULE = "7 to 15 digits, optionally with +, spaces, dashes and parentheses";

    /** Reads what a person writes; keeps their formatting where there is any. */
    public static DisplayNumber of(String written) {
        var digits = written.replaceAll("[\\s()+.-]", "");
        if (!digits.matches("[0-9]{7,15}")) {
            throw new IllegalArgumentException(written);
        }
        var trimmed = written.strip();
        var formatted = trimmed.matches("\\+?[0-9]+") ? format(digits) : trimmed;
        return new DisplayNumber(digits, formatted);
    }

    /** A number in the range for fiction, always the same for the same id. */
    static DisplayNumber derivedFrom(String phoneNumberId) {
        var digits = "1555" + String.format("%07d", Hash.of(phoneNumberId) % 10_000_000);
        return new DisplayNumber(digits, format(digits));
    }

    private static String format(String digits) {
        if (digits.length() == 11 && digits.startsWith("1")) {
            return "+1 " + digits.substring(1, 4) + "-" + digits.substring(4, 7) + "-" + digits.substring(7);
        }
        return "+" + digits;
    }
}
