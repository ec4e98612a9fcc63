package io.parley.sandbox.media;

import java.nio.file.Path;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A file that WhatsApp holds.
 *
 * @param phoneNumberId the only number that may use it
 * @param sha256 in hex
 * @param uploaded whether a business uploaded it; a customer has sent it otherwise
 */
public record HeldFile(
        String id,
        String phoneNumberId,
        String mimeType,
        String sha256,
        long size,
        @Nullable String filename,
        boolean uploaded,
        Instant since,
        Path content) {}
