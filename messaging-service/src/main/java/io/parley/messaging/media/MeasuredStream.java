package io.parley.messaging.media;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Measures a file while it passes, and ends it with an exception when it becomes too large or its source fails. */
public final class MeasuredStream extends FilterInputStream {

    private final long limit;
    private final MessageDigest digest;
    private long size;

    /** Lets up to {@code limit} bytes of {@code source} pass. */
    public MeasuredStream(InputStream source, long limit) {
        super(source);
        this.limit = limit;
        try {
            this.digest = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The file is larger than it may be. */
    public static final class TooLarge extends IOException {

        private TooLarge(long limit) {
            super("larger than " + limit + " bytes");
        }
    }

    /** Reading the source failed, so that the rest of the file is missing. */
    public static final class BrokenOff extends IOException {

        private BrokenOff(IOException cause) {
            super(cause.toString(), cause);
        }
    }

    @Override
    public int read() throws IOException {
        var one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        var count = readSource(buffer, offset, length);
        if (count > 0) {
            size += count;
            if (size > limit) {
                throw new TooLarge(limit);
            }
            digest.update(buffer, offset, count);
        }
        return count;
    }

    @Override
    public long skip(long count) {
        return 0;
    }

    @Override
    public boolean markSupported() {
        return false;
    }

    /** Returns how many bytes have passed. */
    public long size() {
        return size;
    }

    /** Returns the SHA-256 of what has passed, in hex. To be asked for once, at the end. */
    public String sha256() {
        return HexFormat.of().formatHex(digest.digest());
    }

    private int readSource(byte[] buffer, int offset, int length) throws BrokenOff {
        try {
            return in.read(buffer, offset, length);
        } catch (IOException e) {
            throw new BrokenOff(e);
        }
    }
}
