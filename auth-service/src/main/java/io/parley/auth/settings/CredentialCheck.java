package io.parley.auth.settings;

/** What came of asking Meta about credentials. */
sealed interface CredentialCheck {

    /** The token may speak for the number. */
    record Accepted(NumberDetails details) implements CredentialCheck {}

    /** Meta refused; {@code reason} is in its words, without the token. */
    record Rejected(String reason) implements CredentialCheck {}

    /** Meta could not be asked, or had no answer. */
    record Unreachable() implements CredentialCheck {}
}
