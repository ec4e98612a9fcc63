package io.parley.messaging.accept.content;

import java.util.LinkedHashMap;
import java.util.Map;

/** A file that stands in a header, as Meta wants it named: by its public link or by Meta's own id of it. */
final class MediaSource {

    private static final int LONGEST_ID = 64;
    private static final int LONGEST_FILENAME = 240;

    private MediaSource() {}

    /** Reads the object under {@code kind}: image, video or document. */
    static Map<String, Object> read(Part holder, String kind) {
        var media = holder.part(kind);
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
