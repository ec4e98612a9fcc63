package io.parley.sandbox.ledger;

import java.time.Clock;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/** The latest read receipts, oldest first. */
public final class ReadReceipts {

    private final int capacity;
    private final Clock clock;
    private final Deque<ReadReceipt> receipts = new ArrayDeque<>();

    public ReadReceipts(int capacity, Clock clock) {
        this.capacity = capacity;
        this.clock = clock;
    }

    public synchronized void add(String phoneNumberId, String messageId, boolean typing) {
        receipts.addLast(new ReadReceipt(clock.instant(), phoneNumberId, messageId, typing));
        if (receipts.size() > capacity) {
            receipts.removeFirst();
        }
    }

    public synchronized List<ReadReceipt> all() {
        return List.copyOf(receipts);
    }

    public synchronized void clear() {
        receipts.clear();
    }
}
