package io.parley.messaging.media.api;

import io.parley.contract.TenantId;
import io.parley.kit.web.CommonError;
import io.parley.kit.web.ProblemException;
import io.parley.messaging.MessagingError;
import io.parley.messaging.media.MediaFile;
import io.parley.messaging.media.MediaStore;
import io.parley.messaging.media.MediaTable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.NoSuchFileException;
import java.time.Duration;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Finds files for those who may read them. */
@Service
class ServeMedia {

    private static final Logger log = LoggerFactory.getLogger(ServeMedia.class);
    private static final Duration SOON = Duration.ofSeconds(2);

    private final MediaTable table;
    private final MediaStore store;

    ServeMedia(MediaTable table, MediaStore store) {
        this.table = table;
        this.store = store;
    }

    /** Returns a file of the tenant that can be read; throws {@link ProblemException} where it cannot be, or not yet. */
    @Transactional(readOnly = true)
    public MediaFile.Stored find(TenantId tenant, UUID id) {
        return switch (table.find(tenant, id).orElseThrow(ProblemException::notFound)) {
            case MediaFile.Stored file -> file;
            case MediaFile.Pending() ->
                throw ProblemException.retryLater(
                        MessagingError.MEDIA_NOT_READY, "The file is still being fetched from WhatsApp", SOON);
            case MediaFile.Failed(var error) ->
                throw ProblemException.of(
                        MessagingError.MEDIA_FAILED, "The file could not be fetched from WhatsApp: " + error.title());
            case MediaFile.Expired() ->
                throw ProblemException.of(
                        MessagingError.MEDIA_EXPIRED, "The file was deleted after the time for which files are kept");
        };
    }

    /** Opens a stretch of a file. Nothing has been answered yet, so what goes wrong here is still told properly. */
    InputStream open(MediaFile.Stored file, long offset, long length) {
        try {
            return store.read(file.key(), offset, length);
        } catch (NoSuchFileException e) {
            log.error("file {} is not in the store", file.id());
            throw ProblemException.of(CommonError.INTERNAL_ERROR, "The file is missing from the store");
        } catch (IOException e) {
            log.warn("file {} cannot be read: {}", file.id(), e.toString());
            throw ProblemException.retryLater(
                    MessagingError.MEDIA_STORE_UNAVAILABLE, "Files cannot be read at the moment, try again", SOON);
        }
    }
}
