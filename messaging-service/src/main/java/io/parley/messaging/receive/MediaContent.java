package io.parley.messaging.receive;

import io.parley.contract.MessageType;
import io.parley.kit.database.CleanText;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Reads messages that carry a file. The file itself is at WhatsApp until it has been downloaded. */
final class MediaContent {

    private static final Map<String, MessageType> TYPES = Map.of(
            "image", MessageType.IMAGE,
            "video", MessageType.VIDEO,
            "audio", MessageType.AUDIO,
            "voice", MessageType.AUDIO,
            "document", MessageType.DOCUMENT,
            "sticker", MessageType.STICKER);

    private static final int SHA256_BYTES = 32;

    private MediaContent() {}

    /** Returns what Parley calls Meta's {@code type}; empty where such messages carry no file. */
    static Optional<MessageType> typeOf(String type) {
        return Optional.ofNullable(TYPES.get(type));
    }

    /** Returns the content; empty where {@code media} names no file. */
    static Optional<Content> read(MessageType type, JsonNode media, UUID mediaId) {
        if (!media.path("id").isString() && !media.path("id").isNumber()) {
            return Optional.empty();
        }
        return Optional.of(Content.of(type)
                .with("mediaId", mediaId.toString())
                .with("mediaUrl", "/api/media/" + mediaId)
                .with("mimeType", media.path("mime_type"))
                .with("sha256", media.path("sha256"))
                .with("caption", media.path("caption"))
                .with("filename", media.path("filename"))
                .with("voice", media.path("voice"))
                .with("animated", media.path("animated"))
                .with("mediaStatus", "PENDING")
                .carrying(new Content.RemoteFile(
                        CleanText.of(media.path("id").asString()),
                        media.path("filename").isString()
                                ? CleanText.of(media.path("filename").stringValue())
                                : null,
                        hexOf(media.path("sha256").asString("")))));
    }

    /** Webhooks tell hashes in base64, everything else in hex; what is no hash at all says nothing. */
    private static @Nullable String hexOf(String sha256) {
        if (sha256.matches("[0-9a-fA-F]{64}")) {
            return sha256.toLowerCase(Locale.ROOT);
        }
        try {
            var bytes = Base64.getDecoder().decode(sha256);
            return bytes.length == SHA256_BYTES ? HexFormat.of().formatHex(bytes) : null;
        } catch (IllegalArgumentException e) {
            return null;
        }
    }
}
