package io.parley.realtime.engine;

/** Counts what waits for a client's next poll; the library keeps it. */
final class PollBacklog {

    private final Backlogs all;
    private int messages;
    private long characters;

    PollBacklog(Backlogs all) {
        this.all = all;
    }

    /** Counts one more message, unless it is too much. */
    synchronized boolean admits(int size) {
        if (!all.admits(messages + 1, characters + size)) {
            all.countCut();
            return false;
        }
        messages++;
        characters += size;
        all.add(size);
        return true;
    }

    synchronized void drained() {
        all.remove(characters);
        messages = 0;
        characters = 0;
    }
}
