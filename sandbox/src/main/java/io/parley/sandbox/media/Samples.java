package io.parley.sandbox.media;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.zip.CRC32;
import java.util.zip.DeflaterOutputStream;

/** Files for customers who have none at hand. Each is of the size that is asked for, or of what it takes. */
public final class Samples {

    private static final int WIDTH = 320;
    private static final int HEIGHT = 200;
    private static final byte[] PNG = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'};

    private Samples() {}

    /** A picture of a sky that is never twice the same. */
    public static InputStream image(int hue, long size) {
        return filled(png(hue), size);
    }

    /** Something that calls itself a document. */
    public static InputStream document(long size) {
        return filled("%PDF-1.4\n% A sample of the sandbox\n%%EOF\n".getBytes(StandardCharsets.US_ASCII), size);
    }

    /** What stands behind the end of a picture or a document is of no consequence, and so fills it up. */
    private static InputStream filled(byte[] file, long size) {
        return new SequenceInputStream(new ByteArrayInputStream(file), new Filling(size - file.length));
    }

    private static byte[] png(int hue) {
        var pixels = new ByteArrayOutputStream();
        for (int y = 0; y < HEIGHT; y++) {
            pixels.write(0);
            for (int x = 0; x < WIDTH; x++) {
                pixels.write(255 * y / HEIGHT);
                pixels.write(hue & 0xff);
                pixels.write(255 * x / WIDTH);
            }
        }
        try {
            var file = new ByteArrayOutputStream();
            file.writeBytes(PNG);
            chunk(file, "IHDR", header());
            chunk(file, "IDAT", deflated(pixels.toByteArray()));
            chunk(file, "IEND", new byte[0]);
            return file.toByteArray();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static byte[] header() throws IOException {
        var bytes = new ByteArrayOutputStream();
        var header = new DataOutputStream(bytes);
        header.writeInt(WIDTH);
        header.writeInt(HEIGHT);
        header.write(new byte[] {8, 2, 0, 0, 0});
        return bytes.toByteArray();
    }

    private static void chunk(ByteArrayOutputStream file, String name, byte[] content) throws IOException {
        var type = name.getBytes(StandardCharsets.US_ASCII);
        var checksum = new CRC32();
        checksum.update(type);
        checksum.update(content);
        var out = new DataOutputStream(file);
        out.writeInt(content.length);
        out.write(type);
        out.write(content);
        out.writeInt((int) checksum.getValue());
    }

    private static byte[] deflated(byte[] pixels) throws IOException {
        var out = new ByteArrayOutputStream();
        try (var deflater = new DeflaterOutputStream(out)) {
            deflater.write(pixels);
        }
        return out.toByteArray();
    }

    /** Nothing but zeros. */
    private static final class Filling extends InputStream {

        private long left;

        Filling(long size) {
            this.left = Math.max(0, size);
        }

        @Override
        public int read() {
            return left-- > 0 ? 0 : -1;
        }

        @Override
        public int read(byte[] buffer, int offset, int length) {
            if (left <= 0) {
                return -1;
            }
            var count = (int) Math.min(left, length);
            Arrays.fill(buffer, offset, offset + count, (byte) 0);
            left -= count;
            return count;
        }
    }
}
