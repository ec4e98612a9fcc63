package io.parley.sandbox.media;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** All files that WhatsApp holds, on disk and never whole in memory; beyond the capacity the oldest go. */
public final class MediaShelf implements AutoCloseable {

    private static final long LOWEST_ID = 100_000_000_000_000L;
    private static final long HIGHEST_ID = 999_999_999_999_999L;

    private final long capacity;
    private final Clock clock;
    private final RandomGenerator random;
    private final Path directory;
    private final Map<String, HeldFile> files = new LinkedHashMap<>();
    private long bytes;

    /** Holds up to {@code capacity} bytes in a directory of its own, which goes when it is closed. */
    public MediaShelf(long capacity, Clock clock, RandomGenerator random) {
        this.capacity = capacity;
        this.clock = clock;
        this.random = random;
        try {
            this.directory = Files.createTempDirectory("parley-sandbox-media");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What is known of a file before it is held. */
    public record Label(
            String phoneNumberId,
            @Nullable String mimeType,
            @Nullable String filename,
            boolean uploaded) {}

    /** Holds everything that {@code content} yields; the type is what it begins like where the label names none. */
    public HeldFile hold(Label label, InputStream content) throws IOException {
        var path = Files.createTempFile(directory, "", "");
        var digest = sha256();
        long size;
        try (var counted = new DigestInputStream(content, digest);
                var out = Files.newOutputStream(path)) {
            size = counted.transferTo(out);
        } catch (IOException | RuntimeException e) {
            Files.deleteIfExists(path);
            throw e;
        }
        var type = label.mimeType() == null ? ContentRules.typeOf(head(path)) : label.mimeType();
        return add(new HeldFile(
                newId(),
                label.phoneNumberId(),
                type,
                HexFormat.of().formatHex(digest.digest()),
                size,
                label.filename(),
                label.uploaded(),
                clock.instant(),
                path));
    }

    public synchronized Optional<HeldFile> find(String id) {
        return Optional.ofNullable(files.get(id));
    }

    /** Forgets a file; tells whether there was one. */
    public synchronized boolean remove(String id) {
        var file = files.remove(id);
        if (file == null) {
            return false;
        }
        bytes -= file.size();
        delete(file.content());
        return true;
    }

    public synchronized int size() {
        return files.size();
    }

    public synchronized void clear() {
        List.copyOf(files.keySet()).forEach(this::remove);
    }

    @Override
    public void close() {
        try (var left = Files.walk(directory)) {
            left.sorted(Comparator.reverseOrder()).forEach(MediaShelf::delete);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private synchronized HeldFile add(HeldFile file) {
        files.put(file.id(), file);
        bytes += file.size();
        while (bytes > capacity && files.size() > 1) {
            remove(files.keySet().iterator().next());
        }
        return file;
    }

    private String newId() {
        return Long.toString(random.nextLong(LOWEST_ID, HIGHEST_ID));
    }

    private static byte[] head(Path path) throws IOException {
        try (var content = Files.newInputStream(path)) {
            return content.readNBytes(ContentRules.HEAD);
        }
    }

    private static void delete(Path path) {
        try {
            Files.deleteIfExists(path);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
