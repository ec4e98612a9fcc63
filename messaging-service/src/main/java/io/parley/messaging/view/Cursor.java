package io.parley.messaging.view;

import io.parley.kit.web.ProblemException;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Base64;

/** The place after the last message of a page: its time in microseconds and its position among those of that time. */
record Cursor(long micros, long position) {

    private static final int SIZE = 16;

    static Cursor after(Instant createdAt, long position) {
        return new Cursor(ChronoUnit.MICROS.between(Instant.EPOCH, createdAt), position);
    }

    /** Reads what {@link #text} wrote; refuses anything else. */
    static Cursor parse(String text) {
        try {
            var bytes = ByteBuffer.wrap(Base64.getUrlDecoder().decode(text));
            if (bytes.remaining() == SIZE) {
                return new Cursor(bytes.getLong(), bytes.getLong());
            }
        } catch (IllegalArgumentException e) {
            // told below
        }
        throw ProblemException.ofField("cursor", "is not one that Parley gave");
    }

    String text() {
        var bytes = ByteBuffer.allocate(SIZE).putLong(micros).putLong(position).array();
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    Instant createdAt() {
        return Instant.EPOCH.plus(micros, ChronoUnit.MICROS);
    }
}
