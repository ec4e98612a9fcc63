package io.parley.conversation.view;

import io.parley.contract.Conversation;
import io.parley.kit.web.ProblemException;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Base64;
import java.util.UUID;

/** The place after the last conversation of a page: the time of its last message and its id. */
record Cursor(Instant lastMessageAt, UUID id) {

    private static final int SIZE = 24;

    static Cursor after(Conversation conversation) {
        return new Cursor(conversation.lastMessageAt(), conversation.id());
    }

    /** Reads what {@link #text} wrote; refuses anything else. */
    static Cursor parse(String text) {
        try {
            var bytes = ByteBuffer.wrap(Base64.getUrlDecoder().decode(text));
            if (bytes.remaining() == SIZE) {
                var at = Instant.ofEpochMilli(bytes.getLong());
                return new Cursor(at, new UUID(bytes.getLong(), bytes.getLong()));
            }
        } catch (IllegalArgumentException e) {
            // told below
        }
        throw ProblemException.ofField("cursor", "is not one that Parley gave");
    }

    String text() {
        var bytes = ByteBuffer.allocate(SIZE)
                .putLong(lastMessageAt.toEpochMilli())
                .putLong(id.getMostSignificantBits())
                .putLong(id.getLeastSignificantBits());
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes.array());
    }
}
