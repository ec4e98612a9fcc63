package io.parley.sandbox.account;

/** The id WhatsApp has for a dialled number: the same digits, except where a country's old forms live on. */
public final class WaIds {

    private WaIds() {}

    public static String of(String digits) {
        if (isRecentBrazilianMobile(digits)) {
            return digits.substring(0, 4) + digits.substring(5);
        }
        if (digits.startsWith("52") && digits.length() == 12) {
            return "521" + digits.substring(2);
        }
        if (digits.startsWith("54") && digits.length() == 12) {
            return "549" + digits.substring(2);
        }
        return digits;
    }

    private static boolean isRecentBrazilianMobile(String digits) {
        return digits.startsWith("55")
                && digits.length() == 13
                && digits.charAt(4) == '9'
                && digits.substring(2, 4).compareTo("31") >= 0
                && digits.charAt(5) >= '7';
    }
}
