package io.parley.messaging.media.api;

import io.parley.kit.database.CleanText;
import io.parley.kit.web.ProblemException;
import io.parley.messaging.media.MediaKind;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import org.apache.tomcat.util.http.fileupload.FileItemStream;
import org.apache.tomcat.util.http.fileupload.FileUpload;
import org.apache.tomcat.util.http.fileupload.servlet.ServletRequestContext;
import org.jspecify.annotations.Nullable;

/**
 * The multipart form of an upload, read as it arrives: {@code file}, and before it, if at all, {@code type}, the kind that the
 * file is meant to be. The servlet's own parts would first be written to a disk whole.
 *
 * @param filename without any directories
 */
record UploadForm(Optional<MediaKind> kind, @Nullable String filename, InputStream file) {

    private static final int LONGEST_NAME = 240;
    private static final int LONGEST_FIELD = 100;
    private static final int HEADERS = 8 * 1024;
    private static final int FIELDS = 10;

    /** Reads up to where the file begins. */
    static UploadForm read(HttpServletRequest request) {
        var parser = new FileUpload();
        parser.setHeaderEncoding(StandardCharsets.UTF_8.name());
        parser.setPartHeaderSizeMax(HEADERS);
        try {
            var parts = parser.getItemIterator(new ServletRequestContext(request));
            Optional<MediaKind> kind = Optional.empty();
            for (var seen = 0; parts.hasNext() && seen < FIELDS; seen++) {
                var part = parts.next();
                switch (String.valueOf(part.getFieldName())) {
                    case "type" -> kind = Optional.of(kind(part));
                    case "file" -> {
                        return new UploadForm(kind, filename(part), part.openStream());
                    }
                    default -> throw ProblemException.ofField(part.getFieldName(), "is not known");
                }
            }
        } catch (IOException e) {
            throw ProblemException.ofField("file", "must be in a multipart form that can be read to its end");
        }
        throw ProblemException.ofField("file", "is required");
    }

    private static MediaKind kind(FileItemStream part) throws IOException {
        try (var field = part.openStream()) {
            var text = new String(field.readNBytes(LONGEST_FIELD), StandardCharsets.UTF_8);
            return Arrays.stream(MediaKind.values())
                    .filter(kind -> kind.name().equals(text.strip().toUpperCase(Locale.ROOT)))
                    .findFirst()
                    .orElseThrow(() ->
                            ProblemException.ofField("type", "must be one of image, video, audio, sticker, document"));
        }
    }

    /** Some callers send a whole path, and some a name that no file could have. */
    private static @Nullable String filename(FileItemStream part) {
        @Nullable String given = part.getName();
        if (given == null) {
            return null;
        }
        var name = CleanText.of(given.substring(Math.max(given.lastIndexOf('/'), given.lastIndexOf('\\')) + 1))
                .replaceAll("\\p{Cntrl}", "")
                .strip();
        if (name.isEmpty() || name.equals(".") || name.equals("..")) {
            return null;
        }
        return name.codePointCount(0, name.length()) <= LONGEST_NAME
                ? name
                : name.substring(name.offsetByCodePoints(name.length(), -LONGEST_NAME));
    }
}
