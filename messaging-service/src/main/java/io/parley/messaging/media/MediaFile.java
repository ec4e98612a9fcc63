package io.parley.messaging.media;

import io.parley.contract.MessageError;
import io.parley.contract.TenantId;
import io.parley.kit.file.FileType;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A file that a tenant knows of, by how far it has come. */
public sealed interface MediaFile {

    /** Is still at WhatsApp. */
    record Pending() implements MediaFile {}

    /** Could not be had from WhatsApp. */
    record Failed(MessageError error) implements MediaFile {}

    /** Was kept for as long as it should be. */
    record Expired() implements MediaFile {}

    /**
     * Can be read and sent.
     *
     * @param sha256 in hex
     */
    record Stored(
            TenantId tenant,
            UUID id,
            FileType type,
            @Nullable String filename,
            long size,
            String sha256) implements MediaFile {

        /** Returns its name in the {@link MediaStore}. */
        public String key() {
            return MediaStore.key(tenant, id);
        }
    }
}
