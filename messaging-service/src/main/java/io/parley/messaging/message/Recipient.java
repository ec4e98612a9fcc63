package io.parley.messaging.message;

import io.parley.messaging.customer.Identity;
import io.parley.messaging.customer.PhoneNumber;
import java.util.Optional;

/** Whom a message goes to: a phone number or a business-scoped user id. */
public sealed interface Recipient {

    /** A phone number. */
    record Phone(PhoneNumber number) implements Recipient {}

    /** A business-scoped user id. */
    record User(Identity identity) implements Recipient {}

    /** Reads either; empty for anything else. */
    static Optional<Recipient> parse(String text) {
        Optional<Recipient> phone = PhoneNumber.parse(text).map(Phone::new);
        return phone.or(() -> Identity.ofUserId(text).map(User::new));
    }

    /** Returns how it is stored and shown: E.164 with a plus, or the id. */
    default String address() {
        return switch (this) {
            case Phone(var number) -> number.e164();
            case User(var identity) -> identity.value();
        };
    }
}
