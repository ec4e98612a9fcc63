package io.parley.sandbox.rule;

import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/** Rules for media by id or link, alone in a message or in a header. */
final class MediaRules {

    private static final Pattern MEDIA_ID = Pattern.compile("[0-9]{1,32}");
    private static final int CAPTION = 1024;
    private static final int FILENAME = 240;
    private static final Map<String, Set<String>> EXTRAS = Map.of(
            "image", Set.of("caption"),
            "video", Set.of("caption"),
            "audio", Set.of("voice"),
            "document", Set.of("caption", "filename"),
            "sticker", Set.of());

    private MediaRules() {}

    static void check(Param parent, String kind) {
        check(parent, kind, EXTRAS.getOrDefault(kind, Set.of()));
    }

    /** In headers and template parameters: no caption, a file name for documents only. */
    static void checkInHeader(Param parent, String kind) {
        check(parent, kind, "document".equals(kind) ? Set.of("filename") : Set.of());
    }

    private static void check(Param parent, String kind, Set<String> extras) {
        var media = parent.required(kind);
        media.mustBeObject();
        for (var name : media.node().propertyNames()) {
            if (!"id".equals(name) && !"link".equals(name) && !extras.contains(name)) {
                throw Param.refuse("Unexpected key \"" + name + "\" on param \"" + media.path() + "\".");
            }
        }
        if ("id".equals(media.eitherOf("id", "link"))) {
            media.matching("id", MEDIA_ID);
        } else {
            media.webUrl("link");
        }
        media.optionalText("caption", CAPTION);
        media.optionalText("filename", FILENAME);
        media.optionalFlag("voice");
    }
}
