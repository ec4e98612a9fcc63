package io.parley.template.view;

import io.parley.kit.web.ProblemException;
import java.nio.ByteBuffer;
import java.util.Base64;

/** The place of the last template of a page. */
record Cursor(long position) {

    /** Reads what {@link #text} wrote; refuses anything else. */
    static Cursor parse(String text) {
        try {
            var bytes = ByteBuffer.wrap(Base64.getUrlDecoder().decode(text));
            if (bytes.remaining() == Long.BYTES) {
                return new Cursor(bytes.getLong());
            }
        } catch (IllegalArgumentException e) {
            // told below
        }
        throw ProblemException.ofField("cursor", "is not one that Parley gave");
    }

    String text() {
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(
                        ByteBuffer.allocate(Long.BYTES).putLong(position).array());
    }
}
