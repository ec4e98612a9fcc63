package io.parley.messaging.receive;

import io.parley.messaging.customer.Identity;
import io.parley.messaging.customer.PhoneNumber;
import io.parley.messaging.customer.Sighting;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/** Reads which customer an element of a webhook is about. Any of Meta's names for one may be missing. */
final class SightingReader {

    private static final Set<String> NUMBER_CHANGES = Set.of("user_changed_number", "customer_changed_number");

    /** Where a message names another. */
    private static final List<String> MENTIONS =
            List.of("/context/id", "/reaction/message_id", "/edit/original_message_id", "/revoke/original_message_id");

    private SightingReader() {}

    /** Where an element names its customer. */
    private record Fields(String phone, String userId, List<String> parents) {

        static final Fields SENDER = new Fields("from", "from_user_id", List.of("from_parent_user_id"));
        static final Fields ADDRESSEE = new Fields("to", "to_user_id", List.of("to_parent_user_id"));
        static final Fields RECIPIENT = new Fields(
                "recipient_id", "recipient_user_id", List.of("recipient_parent_user_id", "parent_recipient_user_id"));
        static final Fields CONTACT = new Fields("wa_id", "user_id", List.of("parent_user_id"));
    }

    /** Reads who wrote {@code message}; where it names nobody, whoever the message that it is about was exchanged with. */
    static Sighting sender(Origin origin, JsonNode contacts, JsonNode message, @Nullable String wamid, Instant at) {
        var read = new Names().add(message, Fields.SENDER, contacts);
        read.addChange(message.path("system"));
        if (read.identities.isEmpty()) {
            var itself = wamid == null ? origin.rawEvent() + ":" + origin.index() : wamid;
            read.identities.add(new Identity(Identity.Kind.WAMID, itself));
            MENTIONS.stream()
                    .flatMap(place -> Texts.read(message.at(place)).stream())
                    .forEach(mentioned -> read.identities.add(Identity.ofMessage(origin.phoneNumberId(), mentioned)));
        }
        return read.sighting(origin, at, Sighting.Source.MESSAGE);
    }

    /**
     * Reads the customer of a message that did not pass through Parley.
     *
     * @param byBusiness whether it went to the customer, and did not come from there
     * @param thread what its thread says of the customer, where it stands in one
     */
    static Optional<Sighting> counterpart(
            Origin origin, JsonNode contacts, JsonNode message, boolean byBusiness, JsonNode thread, Instant at) {
        var read = new Names().add(message, byBusiness ? Fields.ADDRESSEE : Fields.SENDER, contacts);
        read.add(thread.path("context"), Fields.CONTACT, contacts);
        read.text(thread.path("id"));
        return read.some(origin, at);
    }

    /** Reads whom a status is about, where it knows them by several names. */
    static @Nullable Sighting recipient(Origin origin, JsonNode contacts, JsonNode status, Instant at) {
        var read = new Names().add(status, Fields.RECIPIENT, contacts);
        var toGroup = status.path("recipient_type").asString("").equals("group");
        return toGroup || read.identities.size() < 2 ? null : read.sighting(origin, at, Sighting.Source.REPORT);
    }

    /** Reads a member of {@code user_id_update}: the same customer, by the ids of before and of now. */
    static Optional<Sighting> update(Origin origin, JsonNode contacts, JsonNode update) {
        var read = new Names();
        for (var field : List.of("user_id", "parent_user_id")) {
            read.text(update.path(field).path("current"));
            read.text(update.path(field).path("previous"));
        }
        read.add(update, new Fields("wa_id", "", List.of()), contacts);
        return read.some(origin, WebhookReader.time(update.path("timestamp")).orElse(origin.receivedAt()));
    }

    /** Reads an entry of the address book on the business's phone. */
    static Optional<Sighting> acquaintance(Origin origin, JsonNode entry) {
        var contact = entry.path("contact");
        var read = new Names();
        read.text(contact.path("phone_number"));
        read.text(contact.path("user_id"));
        read.text(contact.path("parent_user_id"));
        read.name = Texts.read(contact.path("full_name"))
                .or(() -> Texts.read(contact.path("first_name")))
                .orElse(null);
        var at = WebhookReader.time(entry.path("metadata").path("timestamp")).orElse(origin.receivedAt());
        return read.some(origin, at);
    }

    /** Contacts are matched by id, never by place; a lone contact belongs to an element that names nobody anywhere. */
    private static JsonNode contactOf(
            JsonNode contacts, Optional<String> userId, Optional<String> phone, boolean nobodyElsewhere) {
        for (var contact : contacts) {
            var sameUser = userId.isPresent() && userId.equals(Texts.read(contact.path("user_id")));
            var samePhone = phone.isPresent() && phone.equals(Texts.read(contact.path("wa_id")));
            if (sameUser || samePhone) {
                return contact;
            }
        }
        var nobody = nobodyElsewhere && userId.isEmpty() && phone.isEmpty();
        return nobody && contacts.size() == 1 ? contacts.get(0) : JsonNodeFactory.instance.missingNode();
    }

    /** The names of one customer as they are gathered; of several phones or user ids the first is the current one. */
    private static final class Names {

        private final Set<Identity> identities = new LinkedHashSet<>();
        private @Nullable PhoneNumber phone;
        private @Nullable String userId;
        private @Nullable String name;
        private @Nullable String username;

        Names add(JsonNode element, Fields fields, JsonNode contacts) {
            var user = Texts.read(element.path(fields.userId));
            var number = Texts.read(element.path(fields.phone));
            var contact = contactOf(contacts, user, number, identities.isEmpty());
            user.or(() -> Texts.read(contact.path("user_id"))).ifPresent(this::text);
            Stream.concat(fields.parents.stream().map(element::path), Stream.of(contact.path("parent_user_id")))
                    .forEach(this::text);
            number.or(() -> Texts.read(contact.path("wa_id"))).ifPresent(this::text);
            var profile = contact.path("profile");
            name = name == null ? Texts.read(profile.path("name")).orElse(null) : name;
            username = username == null ? Texts.read(profile.path("username")).orElse(null) : username;
            return this;
        }

        /** A customer says goodbye to one name and goes on under another. */
        void addChange(JsonNode system) {
            var kind = system.path("type").asString("");
            if (NUMBER_CHANGES.contains(kind)) {
                text(system.path("customer"));
                var now = Texts.read(system.path("wa_id")).or(() -> Texts.read(system.path("new_wa_id")));
                now.flatMap(PhoneNumber::parse).ifPresent(number -> {
                    identities.add(Identity.of(number));
                    phone = number;
                });
            }
            if (NUMBER_CHANGES.contains(kind) || kind.equals("user_changed_user_id")) {
                var now = Texts.read(system.path("user_id")).flatMap(Identity::ofUserId);
                now.ifPresent(identity -> {
                    identities.add(identity);
                    userId = identity.kind() == Identity.Kind.BSUID ? identity.value() : userId;
                });
            }
        }

        void text(JsonNode node) {
            Texts.read(node).ifPresent(this::text);
        }

        private void text(String text) {
            var number = PhoneNumber.parse(text);
            number.map(Identity::of).ifPresent(identities::add);
            phone = phone == null ? number.orElse(null) : phone;
            var user = Identity.ofUserId(text);
            user.ifPresent(identities::add);
            userId = userId == null
                    ? user.filter(identity -> identity.kind() == Identity.Kind.BSUID)
                            .map(Identity::value)
                            .orElse(null)
                    : userId;
        }

        Optional<Sighting> some(Origin origin, Instant at) {
            return identities.isEmpty() ? Optional.empty() : Optional.of(sighting(origin, at, Sighting.Source.NOTICE));
        }

        Sighting sighting(Origin origin, Instant at, Sighting.Source source) {
            return new Sighting(
                    origin.tenant(),
                    List.copyOf(identities),
                    Optional.ofNullable(phone),
                    Optional.ofNullable(userId),
                    name,
                    username,
                    at,
                    source,
                    origin.rawEvent());
        }
    }
}
