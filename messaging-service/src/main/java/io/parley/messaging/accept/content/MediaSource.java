package io.parley.messaging.accept.content;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A file that stands in a header: one of the tenant's by Parley's id, or, as Meta wants it named, one by its public link or by
 * Meta's own id.
 */
final class MediaSource {

    private static final int LONGEST_ID = 64;
    private static final int LONGEST_FILENAME = 240;

    private MediaSource() {}

    /** Reads the object under {@code kind} (image, video or document) in a message's own header. */
    static Map<String, Object> read(Part holder, String kind) {
        var media = holder.part(kind);
        if (!media.has("mediaId")) {
            return readForeign(media, kind);
        }
        if (kind.equals("document")) {
            media.knows("mediaId", "filename");
        } else {
            media.knows("mediaId");
        }
        var source = new LinkedHashMap<String, Object>();
        media.id("mediaId").ifPresent(id -> source.put("mediaId", id.toString()));
        media.text("filename", LONGEST_FILENAME).ifPresent(name -> source.put("filename", name));
        return source;
    }

    /** Reads it in the header of a card, where no file of the tenant's can stand. */
    static void checkInCard(Part holder, String kind) {
        readForeign(holder.part(kind), kind);
    }

    private static Map<String, Object> readForeign(Part media, String kind) {
        if (kind.equals("document")) {
            media.knows("link", "id", "filename");
        } else {
            media.knows("link", "id");
        }
        var source = new LinkedHashMap<String, Object>();
        if (media.has("id") && media.has("link")) {
            media.refuse("id", "must not stand beside link");
        } else if (media.has("id")) {
            media.required("id", LONGEST_ID).ifPresent(id -> source.put("id", id));
        } else {
            media.url("link").ifPresent(link -> source.put("link", link));
        }
        media.text("filename", LONGEST_FILENAME).ifPresent(name -> source.put("filename", name));
        return source;
    }
}
