package io.parley.messaging.media.store;

import io.parley.messaging.media.MediaStore;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.Objects;
import java.util.regex.Pattern;

/** Keeps files in a directory of this machine, which all instances must share: written beside, then renamed into place. */
final class DirectoryStore implements MediaStore {

    private static final Pattern KEY = Pattern.compile("[0-9a-f-]{1,64}/[0-9a-f-]{1,64}");
    private static final String UNFINISHED = ".unfinished";
    private static final int BUFFER = 64 * 1024;

    private final Path root;

    DirectoryStore(Path root) {
        this.root = root.toAbsolutePath().normalize();
        try {
            Files.createDirectories(this.root.resolve(UNFINISHED));
        } catch (IOException e) {
            throw new UncheckedIOException("MEDIA_STORE: " + root + " (expected: a directory to write to)", e);
        }
    }

    @Override
    public void write(String key, InputStream content) throws IOException {
        var target = placeOf(key);
        var directory = Objects.requireNonNull(target.getParent());
        Files.createDirectories(directory);
        var unfinished = Files.createTempFile(root.resolve(UNFINISHED), "", ".part");
        try {
            try (var file = FileChannel.open(unfinished, StandardOpenOption.WRITE);
                    var out = Channels.newOutputStream(file)) {
                var buffer = new byte[BUFFER];
                for (var count = content.read(buffer); count >= 0; count = content.read(buffer)) {
                    out.write(buffer, 0, count);
                }
                file.force(true);
            }
            Files.move(unfinished, target, StandardCopyOption.ATOMIC_MOVE);
            sync(directory);
        } finally {
            Files.deleteIfExists(unfinished);
        }
    }

    @Override
    public InputStream read(String key, long offset, long length) throws IOException {
        var file = FileChannel.open(placeOf(key), StandardOpenOption.READ);
        try {
            file.position(offset);
            return new Stretch(Channels.newInputStream(file), length);
        } catch (IOException e) {
            file.close();
            throw e;
        }
    }

    @Override
    public void delete(String key) throws IOException {
        Files.deleteIfExists(placeOf(key));
    }

    @Override
    public void sweepUnfinished(Instant time) throws IOException {
        try (var files = Files.newDirectoryStream(root.resolve(UNFINISHED))) {
            for (var file : files) {
                deleteOlder(file, time);
            }
        }
    }

    /** A writer may finish in between. */
    private static void deleteOlder(Path file, Instant time) throws IOException {
        try {
            if (Files.getLastModifiedTime(file).toInstant().isBefore(time)) {
                Files.deleteIfExists(file);
            }
        } catch (NoSuchFileException e) {
            // just renamed into its place
        }
    }

    private Path placeOf(String key) {
        if (!KEY.matcher(key).matches()) {
            throw new IllegalArgumentException("key: " + key + " (expected: " + KEY + ")");
        }
        return root.resolve(key);
    }

    /** A rename is durable when its directory is. */
    private static void sync(Path directory) throws IOException {
        try (var channel = FileChannel.open(directory, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }

    /** Ends after so many bytes. */
    private static final class Stretch extends FilterInputStream {

        private long left;

        Stretch(InputStream file, long length) {
            super(file);
            this.left = length;
        }

        @Override
        public int read() throws IOException {
            var one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] buffer, int offset, int length) throws IOException {
            if (left == 0) {
                return -1;
            }
            var count = super.read(buffer, offset, (int) Math.min(length, left));
            left -= Math.max(0, count);
            return count;
        }

        @Override
        public int available() throws IOException {
            return (int) Math.min(left, super.available());
        }
    }
}
