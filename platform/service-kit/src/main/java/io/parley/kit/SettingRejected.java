package io.parley.kit;

/**
 * A setting that the service cannot start with. Start-up ends with its message as one line; the setting's value is not
 * part of it.
 */
public final class SettingRejected extends IllegalArgumentException {

    /**
     * @param variable the environment variable that holds it
     * @param found what is wrong with it, without repeating it
     * @param expected what it should look like
     */
    public SettingRejected(String variable, String found, String expected) {
        super(variable + ": " + found + " (expected: " + expected + ")");
    }
}
