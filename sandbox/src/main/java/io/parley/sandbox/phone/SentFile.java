package io.parley.sandbox.phone;

import io.parley.sandbox.account.BusinessNumber;
import io.parley.sandbox.behaviour.Expect;
import io.parley.sandbox.behaviour.InvalidSetting;
import io.parley.sandbox.media.HeldFile;
import io.parley.sandbox.media.MediaShelf;
import io.parley.sandbox.media.Samples;
import io.parley.sandbox.meta.MetaJson;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.random.RandomGenerator;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Files that customers send: one that was handed to them before, or a sample of some size. What the webhook says of a file is
 * what Meta says, its hash in base64.
 */
@Component
class SentFile {

    private static final Set<String> FIELDS = Set.of("id", "kind", "size", "caption", "filename", "voice", "animated");
    private static final Set<String> KINDS = Set.of("image", "video", "audio", "document", "sticker");
    private static final int MOST = 200 * 1024 * 1024;

    private final MediaShelf shelf;
    private final RandomGenerator random;

    SentFile(MediaShelf shelf, RandomGenerator random) {
        this.shelf = shelf;
        this.random = random;
    }

    /** A message's type and its part of that name. */
    record Part(String type, ObjectNode content) {}

    Part read(ObjectNode wanted, BusinessNumber number) {
        for (var name : wanted.propertyNames()) {
            Expect.that("media." + name, FIELDS.contains(name), "unknown field", "one of " + FIELDS);
        }
        var file = wanted.hasNonNull("id") ? known(wanted.get("id").asString()) : sample(wanted, number);
        var kind = wanted.hasNonNull("kind") ? kind(wanted.get("kind")) : kindOf(file);
        var content = MetaJson.object();
        content.put("id", file.id());
        content.put("mime_type", file.mimeType());
        content.put("sha256", Base64.getEncoder().encodeToString(HexFormat.of().parseHex(file.sha256())));
        for (var name : List.of("caption", "filename", "voice", "animated")) {
            if (wanted.hasNonNull(name)) {
                content.set(name, wanted.get(name));
            }
        }
        if (kind.equals("document") && file.filename() != null && !content.has("filename")) {
            content.put("filename", file.filename());
        }
        return new Part(kind, content);
    }

    private HeldFile known(String id) {
        return shelf.find(id)
                .orElseThrow(() -> new InvalidSetting("media.id", id + " (expected: a file that is held)"));
    }

    private HeldFile sample(ObjectNode wanted, BusinessNumber number) {
        var kind = wanted.hasNonNull("kind") ? kind(wanted.get("kind")) : "image";
        var size = wanted.path("size").asInt(0);
        Expect.between("media.size", size, 0, MOST);
        var image = kind.equals("image");
        Expect.that("media.kind", image || kind.equals("document"), kind, "image or document where no id is given");
        var label = new MediaShelf.Label(
                number.id(), image ? "image/png" : "application/pdf", image ? null : "sample.pdf", false);
        try (var content = image ? Samples.image(random.nextInt(256), size) : Samples.document(size)) {
            return shelf.hold(label, content);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String kind(JsonNode kind) {
        var word = kind.asString();
        Expect.that("media.kind", KINDS.contains(word), word, "one of " + KINDS);
        return word;
    }

    private static String kindOf(HeldFile file) {
        var family = file.mimeType().split("/", 2)[0];
        if (file.mimeType().equals("image/webp")) {
            return "sticker";
        }
        return KINDS.contains(family) ? family : "document";
    }
}
