package io.parley.messaging.message;

import io.parley.messaging.customer.Identity;
import io.parley.messaging.customer.PhoneNumber;
import io.parley.messaging.customer.Profile;
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

    /**
     * Returns how somebody who is known as {@code profile} is reached: as asked, unless WhatsApp has said since that they
     * have another number or user id. Another spelling of the same number is no other number.
     */
    default Recipient current(Profile profile) {
        return switch (this) {
            case Phone(var asked) ->
                Optional.ofNullable(profile.phoneNumber())
                        .flatMap(PhoneNumber::parse)
                        .filter(known -> !known.matchKey().equals(asked.matchKey()))
                        .<Recipient>map(Phone::new)
                        .orElse(this);
            case User(var asked) ->
                asked.kind() != Identity.Kind.BSUID
                        ? this
                        : Optional.ofNullable(profile.userId())
                                .flatMap(Identity::ofUserId)
                                .<Recipient>map(User::new)
                                .orElse(this);
        };
    }
}
