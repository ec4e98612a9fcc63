package io.parley.messaging.customer;

import java.util.Optional;
import java.util.regex.Pattern;

/** One of the names that WhatsApp has for a customer. */
public record Identity(Kind kind, String value) implements Comparable<Identity> {

    private static final Pattern BSUID = Pattern.compile("[A-Z]{2}\\.(ENT\\.)?[A-Za-z0-9]{1,128}");

    private static final char SEPARATOR = '/';

    /** Kinds of names, strongest first. */
    public enum Kind {
        /** Business-scoped user id. */
        BSUID,
        /** The same over the businesses of one enterprise. */
        PARENT_BSUID,
        /** A phone number, as its match key. */
        PHONE,
        /** For a message that names nobody: the message itself, or the one on its number that it answers. */
        WAMID
    }

    /** Names a customer by phone. */
    public static Identity of(PhoneNumber phone) {
        return new Identity(Kind.PHONE, phone.matchKey());
    }

    /** Reads a business-scoped user id, a parent one or not; empty for anything else. */
    public static Optional<Identity> ofUserId(String text) {
        if (!BSUID.matcher(text).matches()) {
            return Optional.empty();
        }
        return Optional.of(new Identity(text.startsWith("ENT.", 3) ? Kind.PARENT_BSUID : Kind.BSUID, text));
    }

    /** Names a customer by a message exchanged with them. */
    public static Identity ofMessage(String phoneNumberId, String wamid) {
        return new Identity(Kind.WAMID, phoneNumberId + SEPARATOR + wamid);
    }

    /** Returns the number and the wamid of such a message; empty for other identities. */
    Optional<Message> message() {
        var end = value.indexOf(SEPARATOR);
        return kind == Kind.WAMID && end > 0
                ? Optional.of(new Message(value.substring(0, end), value.substring(end + 1)))
                : Optional.empty();
    }

    /** One of a tenant's messages. */
    record Message(String phoneNumberId, String wamid) {}

    @Override
    public int compareTo(Identity other) {
        var byKind = kind.compareTo(other.kind);
        return byKind != 0 ? byKind : value.compareTo(other.value);
    }
}
