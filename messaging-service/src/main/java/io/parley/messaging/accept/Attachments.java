package io.parley.messaging.accept;

import io.parley.contract.TenantId;
import io.parley.kit.web.ProblemException;
import io.parley.messaging.accept.content.NamedFile;
import io.parley.messaging.media.MediaFile;
import io.parley.messaging.media.MediaKind;
import io.parley.messaging.media.MediaTable;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import org.springframework.stereotype.Service;

/** Sees to it that the file of a message is there, is the tenant's, and is what WhatsApp takes in such a message. */
@Service
class Attachments {

    private final MediaTable table;

    Attachments(MediaTable table) {
        this.table = table;
    }

    /**
     * Returns {@code draft} with what its file is, or as it is where it has none; throws {@link ProblemException} where the
     * file does not fit. From now on the file is kept like the message's.
     */
    Draft attach(TenantId tenant, Draft draft) {
        var id = draft.content().get("mediaId");
        return MediaKind.of(draft.type())
                .filter(kind -> id != null)
                .map(kind -> attach(
                        tenant, draft, new NamedFile(UUID.fromString(String.valueOf(id)), kind, "content.mediaId")))
                .orElse(draft);
    }

    /** Does the same with a file that {@code draft} names elsewhere. */
    Draft attach(TenantId tenant, Draft draft, NamedFile named) {
        var file = stored(tenant, named);
        check(named, file);
        if (draft.resendOf().isPresent()) {
            table.forgetUploads(tenant, file.id());
        }
        return draft.saying(described(draft.content(), named.kind(), file));
    }

    private MediaFile.Stored stored(TenantId tenant, NamedFile named) {
        var field = named.field();
        var found = table.use(tenant, named.id())
                .orElseThrow(() -> ProblemException.ofField(field, "is not one of your files"));
        return switch (found) {
            case MediaFile.Stored file -> file;
            case MediaFile.Pending _ -> throw ProblemException.ofField(field, "is still being fetched from WhatsApp");
            case MediaFile.Failed _ -> throw ProblemException.ofField(field, "could not be fetched from WhatsApp");
            case MediaFile.Expired _ -> throw ProblemException.ofField(field, "is deleted, files are kept for a time");
        };
    }

    private static void check(NamedFile named, MediaFile.Stored file) {
        var kind = named.kind();
        if (!kind.admits(file.type())) {
            throw ProblemException.ofField(
                    named.field(), "is " + file.type().mimeType() + " (expected: " + kind.expectation() + ")");
        }
        var limit = kind.limit(file.type());
        if (file.size() > limit) {
            throw ProblemException.ofField(
                    named.field(),
                    "has " + file.size() + " bytes, of which WhatsApp takes " + limit + " in such a message");
        }
    }

    /** In the words in which a customer's file is told. */
    private static Map<String, Object> described(Map<String, Object> content, MediaKind kind, MediaFile.Stored file) {
        var described = new LinkedHashMap<>(content);
        described.put("mediaId", file.id().toString());
        described.put("mediaUrl", "/api/media/" + file.id());
        described.put("mimeType", file.type().mimeType());
        described.put("sha256", file.sha256());
        described.put("size", file.size());
        described.put("mediaStatus", "STORED");
        if (kind == MediaKind.DOCUMENT && file.filename() != null) {
            described.putIfAbsent("filename", file.filename());
        }
        return described;
    }
}
