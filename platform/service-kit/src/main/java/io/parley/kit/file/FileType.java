package io.parley.kit.file;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.tika.Tika;
import org.jspecify.annotations.Nullable;

/**
 * What a file is, told from how it begins. What its sender calls it decides nothing, except between office documents that begin
 * alike.
 *
 * @param mimeType in Meta's spelling where Meta knows it
 * @param animated whether it is a moving sticker
 */
public record FileType(String mimeType, boolean animated) {

    /** How much of a file has to be seen. */
    public static final int PREFIX = 64 * 1024;

    private static final Tika TIKA = new Tika();

    /** Meta's spelling, and the plainer of two names for the same bytes. */
    private static final Map<String, String> SPELLINGS = Map.of(
            "audio/x-aac", "audio/aac",
            "audio/opus", "audio/ogg",
            "application/mp4", "video/mp4",
            "video/x-m4v", "video/mp4",
            "video/3gpp2", "video/3gpp",
            "audio/x-wav", "audio/wav",
            "image/x-ms-bmp", "image/bmp");

    private static final Map<String, Map<String, String>> OFFICE = Map.of(
            "application/x-tika-ooxml",
            Map.of(
                    "docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
                    "xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
                    "pptx", "application/vnd.openxmlformats-officedocument.presentationml.presentation"),
            "application/zip",
            Map.of(
                    "docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
                    "xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
                    "pptx", "application/vnd.openxmlformats-officedocument.presentationml.presentation"),
            "application/x-tika-msoffice",
            Map.of(
                    "doc", "application/msword",
                    "xls", "application/vnd.ms-excel",
                    "ppt", "application/vnd.ms-powerpoint"));

    /** Tika's own names for what it cannot tell apart; they mean nothing elsewhere. */
    private static final Map<String, String> FAMILIES = Map.of(
            "application/x-tika-ooxml", "application/zip", "application/x-tika-msoffice", "application/octet-stream");

    /** Images that browsers show without running anything in them. */
    private static final Set<String> SAFE_IMAGES = Set.of("image/jpeg", "image/png", "image/webp", "image/gif");

    private static final String MP4 = "video/mp4";
    private static final Set<String> MP4_BRANDS = Set.of(
            "isom", "iso2", "iso3", "iso4", "iso5", "iso6", "mp41", "mp42", "mp71", "avc1", "dash", "MSNV", "M4V ",
            "M4VH", "M4VP");
    private static final int BRAND_END = 12;
    private static final String OPUS = "audio/ogg";
    private static final int OPUS_HEAD = 28;
    private static final int OPUS_HEAD_END = 36;
    private static final int WEBP_FLAGS = 20;
    private static final int WEBP_ANIMATED = 2;

    /** Tells the type of a file that begins with {@code prefix} and, perhaps, is called {@code filename}. */
    @SuppressWarnings("ArrayParameter")
    public static FileType of(byte[] prefix, @Nullable String filename) {
        var detected = isMp4(prefix) ? MP4 : isOpus(prefix) ? OPUS : TIKA.detect(prefix);
        var office = Optional.ofNullable(OFFICE.get(detected)).map(names -> names.get(extension(filename)));
        var name = office.orElseGet(() -> FAMILIES.getOrDefault(detected, detected));
        return new FileType(SPELLINGS.getOrDefault(name, name), isAnimatedWebp(prefix));
    }

    /** Tells whether a browser may show it where it is, rather than save it. */
    public boolean isSafeInline() {
        return SAFE_IMAGES.contains(mimeType);
    }

    private static String extension(@Nullable String filename) {
        return filename == null
                ? ""
                : filename.substring(filename.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
    }

    /** Tika takes every file of this family whose brand it does not know for QuickTime's, whose own brand is another. */
    private static boolean isMp4(byte[] prefix) {
        return prefix.length >= BRAND_END
                && text(prefix, 4, 8).equals("ftyp")
                && MP4_BRANDS.contains(text(prefix, 8, BRAND_END));
    }

    /** WhatsApp's voice messages; the only thing in Ogg that it sends. */
    private static boolean isOpus(byte[] prefix) {
        return prefix.length >= OPUS_HEAD_END
                && text(prefix, 0, 4).equals("OggS")
                && text(prefix, OPUS_HEAD, OPUS_HEAD_END).equals("OpusHead");
    }

    private static boolean isAnimatedWebp(byte[] prefix) {
        return prefix.length > WEBP_FLAGS
                && text(prefix, 0, 4).equals("RIFF")
                && text(prefix, 8, 16).equals("WEBPVP8X")
                && (prefix[WEBP_FLAGS] & WEBP_ANIMATED) != 0;
    }

    private static String text(byte[] bytes, int from, int to) {
        return new String(Arrays.copyOfRange(bytes, from, to), StandardCharsets.ISO_8859_1);
    }
}
