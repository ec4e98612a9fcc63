package io.parley.contact.book;

import java.util.Optional;
import java.util.regex.Pattern;

/** A business-scoped user id: how WhatsApp names a customer to a business that need not know the phone number. */
public record UserId(String value) {

    /** What a user id must look like, in words. */
    public static final String EXPECTED = "must be a user id such as GB.5550001112223334";

    private static final Pattern SHAPE = Pattern.compile("[A-Z]{2}\\.(ENT\\.)?[A-Za-z0-9]{1,128}");

    /** Reads a user id; empty for anything else. */
    public static Optional<UserId> parse(String text) {
        var stripped = text.strip();
        return SHAPE.matcher(stripped).matches() ? Optional.of(new UserId(stripped)) : Optional.empty();
    }

    @Override
    public String toString() {
        return value;
    }
}
