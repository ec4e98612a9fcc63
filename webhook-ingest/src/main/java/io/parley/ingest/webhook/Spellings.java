package io.parley.ingest.webhook;

import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * The ways in which webhooks may name one customer. A phone number comes without its plus, in Brazil, Mexico and Argentina
 * with or without a digit that dialling needs and WhatsApp may leave out; a user id comes as it is.
 */
public final class Spellings {

    private static final int LONG = 13;
    private static final int SHORT = 12;

    private Spellings() {}

    /** Returns all spellings of E.164 numbers with their plus, and user ids. */
    public static Set<String> of(Collection<String> addresses) {
        var spellings = new LinkedHashSet<String>();
        for (var address : addresses) {
            if (address.startsWith("+")) {
                spellings.addAll(ofDigits(address.substring(1)));
            } else {
                spellings.add(address);
            }
        }
        return spellings;
    }

    private static List<String> ofDigits(String digits) {
        var brazil = digits.startsWith("55");
        var inserted = brazil ? "9" : digits.startsWith("52") ? "1" : digits.startsWith("54") ? "9" : "";
        var place = brazil ? 4 : 2;
        if (inserted.isEmpty()) {
            return List.of(digits);
        }
        if (digits.length() == LONG && digits.startsWith(inserted, place)) {
            return List.of(digits, digits.substring(0, place) + digits.substring(place + 1));
        }
        return digits.length() == SHORT
                ? List.of(digits, digits.substring(0, place) + inserted + digits.substring(place))
                : List.of(digits);
    }
}
