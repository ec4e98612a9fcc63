package io.parley.auth.account;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.text.Normalizer;
import java.util.Locale;
import java.util.regex.Pattern;

/** An e-mail address in the one spelling under which it is unique: trimmed, composed (NFC) and in lower case. */
public record EmailAddress(@JsonValue String value) {

    private static final int LONGEST = 254;
    private static final Pattern SHAPE =
            Pattern.compile("[^\\s\\p{C}@<>\"(),:;\\[\\]\\\\]{1,64}@[^\\s\\p{C}@<>\"(),:;\\[\\]\\\\]{1,253}");

    public EmailAddress {
        if (value.length() > LONGEST || !SHAPE.matcher(value).matches()) {
            throw new IllegalArgumentException("must be an e-mail address");
        }
    }

    /** Reads an address; throws {@link IllegalArgumentException} for what cannot be one. */
    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public static EmailAddress of(String text) {
        return new EmailAddress(normalised(text));
    }

    /** Returns the spelling that {@code text} would have as an address, whether or not it is one. */
    public static String normalised(String text) {
        return Normalizer.normalize(text.strip(), Normalizer.Form.NFC).toLowerCase(Locale.ROOT);
    }

    @Override
    public String toString() {
        return value;
    }
}
