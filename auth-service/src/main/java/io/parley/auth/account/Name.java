package io.parley.auth.account;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.regex.Pattern;

/** What a tenant, a user or a key is called: 1 to 200 characters on one line. */
public record Name(@JsonValue String value) {

    private static final int LONGEST = 200;
    private static final Pattern UNPRINTABLE = Pattern.compile("[\\p{Cc}\\p{Cs}\\p{Co}\\p{Cn}\\u2028\\u2029]");

    public Name {
        if (value.isEmpty() || value.codePointCount(0, value.length()) > LONGEST) {
            throw new IllegalArgumentException("must have 1 to " + LONGEST + " characters");
        }
        if (UNPRINTABLE.matcher(value).find()) {
            throw new IllegalArgumentException("must not contain control characters");
        }
    }

    /** Reads a name, without the space around it; throws {@link IllegalArgumentException} for what is none. */
    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public static Name of(String text) {
        return new Name(text.strip());
    }

    @Override
    public String toString() {
        return value;
    }
}
