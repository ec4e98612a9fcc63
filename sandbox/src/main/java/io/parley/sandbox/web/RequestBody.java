package io.parley.sandbox.web;

import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.io.UncheckedIOException;

/** The bytes of a request, up to what any door takes. */
public final class RequestBody {

    private static final int MAX_BYTES = 4 * 1024 * 1024;

    private RequestBody() {}

    public static byte[] read(HttpServletRequest request) {
        try {
            var body = request.getInputStream().readNBytes(MAX_BYTES + 1);
            if (body.length > MAX_BYTES) {
                throw new RequestTooLarge(MAX_BYTES);
            }
            return body;
        } catch (IOException gone) {
            throw new UncheckedIOException(gone);
        }
    }
}
