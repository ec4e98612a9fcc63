package io.parley.messaging.media.api;

import io.parley.contract.TenantId;
import io.parley.kit.file.FileType;
import io.parley.kit.id.Ids;
import io.parley.kit.web.CommonError;
import io.parley.kit.web.ProblemException;
import io.parley.messaging.MessagingError;
import io.parley.messaging.media.MeasuredStream;
import io.parley.messaging.media.MediaFile;
import io.parley.messaging.media.MediaKind;
import io.parley.messaging.media.MediaProperties;
import io.parley.messaging.media.MediaStore;
import io.parley.messaging.media.MediaTable;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.Semaphore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionOperations;

/**
 * Takes a file in. Its row is committed before the store has anything of it, and shown once the store has all of it; what a
 * process leaves behind that dies in between is swept by that row.
 */
@Service
class UploadMedia {

    private static final Logger log = LoggerFactory.getLogger(UploadMedia.class);
    private static final Duration SOON = Duration.ofSeconds(2);

    private final MediaTable table;
    private final MediaStore store;
    private final TransactionOperations transaction;
    private final Ids ids;
    private final Semaphore free;

    UploadMedia(
            MediaTable table,
            MediaStore store,
            TransactionOperations transaction,
            Ids ids,
            MediaProperties properties) {
        this.table = table;
        this.store = store;
        this.transaction = transaction;
        this.ids = ids;
        this.free = new Semaphore(properties.concurrentUploads());
    }

    /** Stores what {@code form} holds; throws {@link ProblemException} where it is not what WhatsApp would take. */
    MediaFile.Stored upload(TenantId tenant, UploadForm form) {
        if (!free.tryAcquire()) {
            throw ProblemException.retryLater(
                    CommonError.SERVICE_UNAVAILABLE, "Too many files are being uploaded, try again", SOON);
        }
        try {
            return accept(tenant, form);
        } finally {
            free.release();
        }
    }

    private MediaFile.Stored accept(TenantId tenant, UploadForm form) {
        var prefix = prefixOf(form.file());
        if (prefix.length == 0) {
            throw ProblemException.ofField("file", "is empty");
        }
        var type = FileType.of(prefix, form.filename());
        var kind = form.kind().orElseGet(() -> MediaKind.of(type));
        if (!kind.admits(type)) {
            throw ProblemException.ofField(
                    CommonError.UNSUPPORTED_MEDIA_TYPE,
                    "file",
                    "is " + type.mimeType() + ", but " + word(kind) + " must be one of " + kind.expectation());
        }
        var limit = kind.limit(type);
        var id = ids.next();
        var measured =
                new MeasuredStream(new SequenceInputStream(new ByteArrayInputStream(prefix), form.file()), limit);
        transaction.executeWithoutResult(status -> table.begin(tenant, id, form.filename()));
        try {
            store.write(MediaStore.key(tenant, id), measured);
            var file = new MediaFile.Stored(tenant, id, type, form.filename(), measured.size(), measured.sha256());
            return finish(file);
        } catch (MeasuredStream.TooLarge e) {
            discard(tenant, id);
            throw tooLarge(kind, limit);
        } catch (MeasuredStream.BrokenOff e) {
            discard(tenant, id);
            throw brokenOff();
        } catch (IOException e) {
            log.warn("upload {} could not be stored: {}", id, e.toString());
            throw ProblemException.retryLater(
                    MessagingError.MEDIA_STORE_UNAVAILABLE, "Files cannot be stored at the moment, try again", SOON);
        }
    }

    /** Its row may have been swept if all this took very long. */
    private MediaFile.Stored finish(MediaFile.Stored file) {
        if (!Boolean.TRUE.equals(transaction.execute(status -> table.uploaded(file)))) {
            throw brokenOff();
        }
        return file;
    }

    private void discard(TenantId tenant, UUID id) {
        transaction.executeWithoutResult(status -> table.discard(tenant, id));
    }

    private static byte[] prefixOf(InputStream file) {
        try {
            return file.readNBytes(FileType.PREFIX);
        } catch (IOException e) {
            throw brokenOff();
        }
    }

    private static ProblemException brokenOff() {
        return ProblemException.ofField("file", "did not arrive whole");
    }

    private static ProblemException tooLarge(MediaKind kind, long limit) {
        var advice = kind == MediaKind.DOCUMENT ? "" : "; as type document it may have " + MediaKind.LARGEST;
        return ProblemException.ofField(
                CommonError.PAYLOAD_TOO_LARGE,
                "file",
                "is too large: " + word(kind) + " may have " + limit + " bytes" + advice);
    }

    private static String word(MediaKind kind) {
        return switch (kind) {
            case IMAGE -> "an image";
            case VIDEO -> "a video";
            case AUDIO -> "an audio file";
            case STICKER -> "a sticker";
            case DOCUMENT -> "a document";
        };
    }
}
