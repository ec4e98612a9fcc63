package io.parley.auth.account;

import com.fasterxml.jackson.annotation.JsonCreator;
import io.parley.kit.crypto.Secret;

/** A password that someone wants to have: 8 to 128 characters of any kind. */
public record NewPassword(Secret secret) {

    private static final int SHORTEST = 8;
    private static final int LONGEST = 128;

    public NewPassword {
        var text = secret.reveal();
        var length = text.codePointCount(0, text.length());
        if (length < SHORTEST || length > LONGEST) {
            throw new IllegalArgumentException("must have " + SHORTEST + " to " + LONGEST + " characters");
        }
    }

    /** Reads a password; throws {@link IllegalArgumentException} where its length is wrong. */
    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public static NewPassword of(String text) {
        return new NewPassword(new Secret(text));
    }
}
