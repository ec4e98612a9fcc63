package io.parley.sandbox.media;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Which files WhatsApp takes (Cloud API reference, "Supported media types"), judged by their first bytes. */
public final class ContentRules {

    /** How much of a file is looked at. */
    public static final int HEAD = 64;

    private static final String UNKNOWN = "application/octet-stream";
    private static final long MEGABYTE = 1024L * 1024L;
    private static final long LARGEST = 100 * MEGABYTE;
    private static final long STICKER = 500 * 1024L;

    /** Each as: bytes to skip, what stands there, the type. The first that fits counts. */
    private static final List<Sign> SIGNS = List.of(
            new Sign(0, "\u00ff\u00d8\u00ff", "image/jpeg"),
            new Sign(0, "\u0089PNG\r\n\032\n", "image/png"),
            new Sign(0, "GIF8", "image/gif"),
            new Sign(8, "WEBP", "image/webp"),
            new Sign(4, "ftypM4A", "audio/mp4"),
            new Sign(4, "ftyp3g", "video/3gpp"),
            new Sign(4, "ftyp", "video/mp4"),
            new Sign(0, "OggS", "audio/ogg"),
            new Sign(0, "ID3", "audio/mpeg"),
            new Sign(0, "\u00ff\u00fb", "audio/mpeg"),
            new Sign(0, "\u00ff\u00f1", "audio/aac"),
            new Sign(0, "#!AMR", "audio/amr"),
            new Sign(0, "%PDF", "application/pdf"));

    private static final Map<String, Set<String>> TYPES_OF_KINDS = Map.of(
            "image", Set.of("image/jpeg", "image/png"),
            "video", Set.of("video/mp4", "video/3gpp"),
            "audio", Set.of("audio/aac", "audio/amr", "audio/mpeg", "audio/mp4", "audio/ogg"),
            "sticker", Set.of("image/webp"));
    private static final Map<String, Long> LIMITS_OF_KINDS =
            Map.of("image", 5 * MEGABYTE, "video", 16 * MEGABYTE, "audio", 16 * MEGABYTE, "sticker", STICKER);

    private ContentRules() {}

    private record Sign(int offset, String text, String type) {

        boolean fits(String head) {
            return head.startsWith(text, offset);
        }
    }

    /** The type of a file that begins like this. */
    public static String typeOf(byte[] head) {
        var text = new String(head, StandardCharsets.ISO_8859_1);
        return SIGNS.stream()
                .filter(sign -> sign.fits(text))
                .map(Sign::type)
                .findFirst()
                .orElse(UNKNOWN);
    }

    /** What is wrong with an upload that says it is of some type; nothing where WhatsApp takes it. */
    public static Optional<String> objection(String saidType, HeldFile file, byte[] head) {
        var said = saidType.split(";", 2)[0].strip();
        if (file.size() == 0) {
            return Optional.of("File is empty");
        }
        if (file.size() > LARGEST) {
            return Optional.of("File is larger than " + LARGEST + " bytes");
        }
        var actual = typeOf(head);
        var isMedia = TYPES_OF_KINDS.values().stream().anyMatch(types -> types.contains(said));
        if (isMedia && !actual.equals(said)) {
            return Optional.of("File is " + actual + ", not " + said);
        }
        return Optional.empty();
    }

    /** What is wrong with sending the file as a message of this type; nothing where WhatsApp takes it. */
    public static Optional<String> objectionTo(String messageType, HeldFile file) {
        var types = TYPES_OF_KINDS.get(messageType);
        if (types == null) {
            return Optional.empty();
        }
        if (!types.contains(file.mimeType().split(";", 2)[0].strip())) {
            return Optional.of("Media of type " + file.mimeType() + " cannot be sent as " + messageType);
        }
        return file.size() > LIMITS_OF_KINDS.getOrDefault(messageType, LARGEST)
                ? Optional.of("Media is too large to be sent as " + messageType)
                : Optional.empty();
    }
}
