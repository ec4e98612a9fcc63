package io.parley.ingest.receive;

/**
 * How many bytes the parts of one body may have together. What belongs to a whole value is copied into each part, so a
 * body made for it could grow a thousandfold; Meta's stay far below this.
 */
final class Budget {

    private static final long MOST = 16L << 20;

    private long left = MOST;

    void spend(long bytes) {
        left -= bytes;
        if (left < 0) {
            throw new UnreadableBody(Reading.Reason.EXCESSIVE);
        }
    }
}
