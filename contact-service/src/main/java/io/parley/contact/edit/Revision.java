package io.parley.contact.edit;

import io.parley.contact.book.Consent;
import io.parley.contact.book.Contact;
import io.parley.contact.book.Fields;
import io.parley.contact.book.PhoneNumber;
import io.parley.contact.book.UserId;
import io.parley.kit.web.FieldProblem;
import io.parley.kit.web.ProblemException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A patch whose fields have been found in order. */
final class Revision {

    private final Change<PhoneNumber> phone;
    private final Change<UserId> userId;
    private final Change<String> name;
    private final Change<String> email;
    private final Change<List<String>> tags;
    private final Change<Boolean> optedOut;

    private Revision(ContactPatch patch, List<FieldProblem> problems) {
        var reader = new FieldReader(problems);
        phone = reader.read("phoneNumber", patch.phoneNumber(), PhoneNumber::parse, PhoneNumber.EXPECTED);
        userId = reader.read("userId", patch.userId(), UserId::parse, UserId.EXPECTED);
        name = reader.read("name", patch.name(), Fields::name, Fields.NAME_EXPECTED);
        email = reader.read("email", patch.email(), Fields::email, Fields.EMAIL_EXPECTED);
        tags = reader.read("tags", patch.tags(), Revision::tags, Fields.TAGS_EXPECTED);
        optedOut = patch.optedOut();
    }

    /** Reads a patch; refuses it with the names of all fields that are wrong. */
    static Revision of(ContactPatch patch) {
        var problems = new ArrayList<FieldProblem>();
        var revision = new Revision(patch, problems);
        if (!problems.isEmpty()) {
            throw ProblemException.ofFields(problems);
        }
        return revision;
    }

    /** Returns what {@code contact} becomes; refuses what would leave nothing to know it by. */
    Contact applyTo(Contact contact, Instant now) {
        var known = contact.known(phone.applyTo(contact.phone()), userId.applyTo(contact.userId()));
        if (known.phone() == null && known.userId() == null) {
            throw ProblemException.ofField("phoneNumber", "is required where there is no userId");
        }
        return known.named(
                        name instanceof Change.Keep<String>()
                                ? contact.name()
                                : contact.name().chosen(name.applyTo(null)))
                .mailed(email.applyTo(contact.email()))
                .tagged(Objects.requireNonNullElse(tags.applyTo(contact.tags()), List.of()))
                .consenting(consent(contact, now));
    }

    private Consent consent(Contact contact, Instant now) {
        var wanted =
                Objects.requireNonNullElse(optedOut.applyTo(contact.consent().optedOut()), false);
        return wanted == contact.consent().optedOut() ? contact.consent() : new Consent(wanted, now);
    }

    private static Optional<List<String>> tags(List<@Nullable String> texts) {
        var given = new ArrayList<String>(texts.size());
        for (var text : texts) {
            given.add(Objects.requireNonNullElse(text, ""));
        }
        return Fields.tags(given);
    }

    private record FieldReader(List<FieldProblem> problems) {

        <T, R> Change<R> read(String field, Change<T> change, Function<T, Optional<R>> reading, String expected) {
            return switch (change) {
                case Change.Keep<T>() -> new Change.Keep<>();
                case Change.Clear<T>() -> new Change.Clear<>();
                case Change.To<T>(var value) ->
                    reading.apply(value).<Change<R>>map(Change.To::new).orElseGet(() -> {
                        problems.add(new FieldProblem(field, expected));
                        return new Change.Keep<>();
                    });
            };
        }
    }
}
