package io.parley.messaging.dispatch;

import io.parley.messaging.customer.Identity;
import io.parley.messaging.customer.PhoneNumber;
import io.parley.messaging.customer.Sighting;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Who WhatsApp says it has taken a message to: {@code contacts} of its answer, beside the address that was asked for. */
final class AnsweredRecipient {

    private AnsweredRecipient() {}

    /** Returns the recipient where the answer says more of them than their address did. */
    static Optional<Sighting> of(Outcome outcome, Instant now) {
        if (!(outcome.result() instanceof SendOutcome.Accepted accepted)) {
            return Optional.empty();
        }
        var message = outcome.outgoing().message();
        var identities = Stream.concat(Stream.ofNullable(message.to()), accepted.recipient().stream())
                .flatMap(name -> identity(name).stream())
                .distinct()
                .toList();
        if (identities.size() < 2) {
            return Optional.empty();
        }
        return Optional.of(new Sighting(
                outcome.outgoing().claim().tenant(),
                identities,
                accepted.recipient().stream()
                        .flatMap(name -> PhoneNumber.parse(name).stream())
                        .findFirst(),
                userId(accepted.recipient()),
                null,
                null,
                now,
                Sighting.Source.REPORT,
                message.id()));
    }

    private static Optional<String> userId(List<String> names) {
        return names.stream()
                .flatMap(name -> Identity.ofUserId(name).stream())
                .filter(identity -> identity.kind() == Identity.Kind.BSUID)
                .map(Identity::value)
                .findFirst();
    }

    private static Optional<Identity> identity(String name) {
        return PhoneNumber.parse(name).map(Identity::of).or(() -> Identity.ofUserId(name));
    }
}
