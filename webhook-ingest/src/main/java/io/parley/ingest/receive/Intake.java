package io.parley.ingest.receive;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

/** Reads one body: all of it, or why not. Memory is leased as bytes arrive, not as they are announced. */
final class Intake {

    private static final int STEP = 64 * 1024;

    private final InFlightBytes.Lease lease;
    private final int limit;

    Intake(InFlightBytes.Lease lease, int limit) {
        this.lease = lease;
        this.limit = limit;
    }

    /** What came of reading. */
    sealed interface Taken {

        record Body(byte[] bytes) implements Taken {}

        record TooLarge() implements Taken {}

        record NoRoom() implements Taken {}
    }

    /** Reads {@code in} to its end; {@code announced} is its length, or negative where it is unknown. */
    Taken read(InputStream in, long announced) throws IOException {
        if (announced > limit) {
            return new Taken.TooLarge();
        }
        var expected = announced < 0 ? limit + 1 : (int) announced;
        var buffer = new byte[Math.min(expected, STEP)];
        if (!lease.take(buffer.length)) {
            return new Taken.NoRoom();
        }
        var count = 0;
        while (count < expected) {
            if (count == buffer.length) {
                var longer = Math.min(expected, buffer.length * 2);
                if (!lease.take(longer - buffer.length)) {
                    return new Taken.NoRoom();
                }
                buffer = Arrays.copyOf(buffer, longer);
            }
            var some = in.read(buffer, count, buffer.length - count);
            if (some < 0) {
                break;
            }
            count += some;
        }
        if (count > limit) {
            return new Taken.TooLarge();
        }
        return new Taken.Body(count == buffer.length ? buffer : Arrays.copyOf(buffer, count));
    }
}
