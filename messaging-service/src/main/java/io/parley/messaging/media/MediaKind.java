package io.parley.messaging.media;

import io.parley.contract.MessageType;
import io.parley.kit.file.FileType;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.springframework.util.unit.DataSize;

/** The kinds of files that WhatsApp sends, with the types and sizes that it takes (Cloud API reference, "Media"). */
public enum MediaKind {
    IMAGE(Set.of("image/jpeg", "image/png"), DataSize.ofMegabytes(5)),
    VIDEO(Set.of("video/mp4", "video/3gpp"), DataSize.ofMegabytes(16)),
    AUDIO(Set.of("audio/aac", "audio/amr", "audio/mpeg", "audio/mp4", "audio/ogg"), DataSize.ofMegabytes(16)),
    STICKER(Set.of("image/webp"), DataSize.ofKilobytes(100)),
    /** Any file at all. */
    DOCUMENT(Set.of(), DataSize.ofMegabytes(100));

    /** The largest file of any kind. */
    public static final long LARGEST = DOCUMENT.limit.toBytes();

    private static final DataSize ANIMATED_STICKER = DataSize.ofKilobytes(500);

    private final Set<String> types;
    private final DataSize limit;

    MediaKind(Set<String> types, DataSize limit) {
        this.types = types;
        this.limit = limit;
    }

    /** Returns what a file of this type is unless its sender wants it to be a document. */
    public static MediaKind of(FileType type) {
        for (var kind : values()) {
            if (kind.types.contains(type.mimeType())) {
                return kind;
            }
        }
        return DOCUMENT;
    }

    /** Returns what a message of this type carries; empty where it carries no file. */
    public static Optional<MediaKind> of(MessageType type) {
        return switch (type) {
            case IMAGE -> Optional.of(IMAGE);
            case VIDEO -> Optional.of(VIDEO);
            case AUDIO -> Optional.of(AUDIO);
            case STICKER -> Optional.of(STICKER);
            case DOCUMENT -> Optional.of(DOCUMENT);
            case TEXT, TEMPLATE, LOCATION, CONTACTS, INTERACTIVE, REACTION, ORDER, SYSTEM, UNSUPPORTED ->
                Optional.empty();
        };
    }

    /** Tells whether files of this type can be of this kind. */
    public boolean admits(FileType type) {
        return this == DOCUMENT || types.contains(type.mimeType());
    }

    /** Returns the most bytes that a file of this kind and type may have. */
    public long limit(FileType type) {
        return (this == STICKER && type.animated() ? ANIMATED_STICKER : limit).toBytes();
    }

    /** Says what can be of this kind. */
    public String expectation() {
        return this == DOCUMENT ? "any file" : String.join(", ", new TreeSet<>(types));
    }
}
