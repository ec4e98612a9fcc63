package io.parley.messaging.media;

import io.parley.contract.TenantId;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.UUID;

/** Where what is in files is kept. A file is there whole or not at all. */
public interface MediaStore {

    /** Names the file of a row: lower-case hex digits, dashes, and one slash. */
    static String key(TenantId tenant, UUID media) {
        return tenant + "/" + media;
    }

    /**
     * Keeps everything that {@code content} yields, in place of what was there; durable when this returns. Where it throws,
     * what was there is still there. Holds no more of it in memory than a part of fixed size.
     */
    void write(String key, InputStream content) throws IOException;

    /**
     * Opens a file for reading {@code length} bytes from {@code offset}, which must lie within it. Throws {@link
     * java.nio.file.NoSuchFileException} where there is none. The caller closes it, also before its end.
     */
    InputStream read(String key, long offset, long length) throws IOException;

    /** Deletes a file; one that is not there is no mistake. */
    void delete(String key) throws IOException;

    /** Clears away what writers that died before {@code time} have left behind. */
    void sweepUnfinished(Instant time) throws IOException;
}
