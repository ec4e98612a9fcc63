package io.parley.sandbox.behaviour;

/** Checks what a caller of the control doors may set; each refusal names the field. */
public final class Expect {

    private Expect() {}

    public static void that(String field, boolean holds, Object value, String rule) {
        if (!holds) {
            throw new InvalidSetting(field, value + " (expected: " + rule + ")");
        }
    }

    public static void between(String field, long value, long min, long max) {
        that(field, value >= min && value <= max, value, min + " to " + max);
    }

    public static void share(String field, double value) {
        that(field, value >= 0 && value <= 1, value, "0 to 1");
    }
}
