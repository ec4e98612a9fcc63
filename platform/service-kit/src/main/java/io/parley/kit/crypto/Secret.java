package io.parley.kit.crypto;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A value that must not be seen: it prints as dots, and only {@link #reveal} gives it away. */
public final class Secret {

    private static final String DOTS = "\u2022\u2022\u2022\u2022";

    private final String value;

    public Secret(String value) {
        this.value = value;
    }

    /** Binds configuration properties and JSON strings. */
    public static Secret valueOf(String value) {
        return new Secret(value);
    }

    /** Returns the value itself, for the one place that needs it. */
    public String reveal() {
        return value;
    }

    /** Returns dots and the last four characters, or dots alone where four would be a large part of it. */
    public String masked() {
        return value.length() < 8 ? DOTS : DOTS + value.substring(value.length() - 4);
    }

    /** Tells whether {@code text} is what {@link #masked} made of some secret. */
    public static boolean isMasked(String text) {
        return text.startsWith(DOTS);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Secret secret && value.equals(secret.value);
    }

    @Override
    public int hashCode() {
        return Objects.hashCode(value);
    }

    @Override
    public String toString() {
        return DOTS;
    }
}
