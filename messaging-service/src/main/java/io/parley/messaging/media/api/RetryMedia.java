package io.parley.messaging.media.api;

import io.parley.contract.TenantId;
import io.parley.kit.web.ProblemException;
import io.parley.messaging.MessagingError;
import io.parley.messaging.media.MediaFile;
import io.parley.messaging.media.MediaTable;
import java.util.UUID;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Has a file fetched again that could not be fetched; one that is waiting is fetched at once. */
@Service
class RetryMedia {

    private final MediaTable table;

    RetryMedia(MediaTable table) {
        this.table = table;
    }

    @Transactional
    public void retry(TenantId tenant, UUID id) {
        switch (table.find(tenant, id).orElseThrow(ProblemException::notFound)) {
            case MediaFile.Failed _, MediaFile.Pending _ -> table.expectAgain(tenant, id);
            case MediaFile.Stored file ->
                throw ProblemException.of(
                        MessagingError.MEDIA_NOT_FAILED, "The file is here, at /api/media/" + file.id());
            case MediaFile.Expired() ->
                throw ProblemException.of(
                        MessagingError.MEDIA_EXPIRED, "The file was deleted after the time for which files are kept");
        }
    }
}
