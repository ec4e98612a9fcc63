package io.parley.stack.supervise;

import java.io.PrintStream;
import java.time.Duration;
import java.util.Locale;

/** What the person at the terminal sees: whole lines, one for each thing that happened. */
public final class Console {

    private final PrintStream out;
    private final long since = System.nanoTime();

    public Console(PrintStream out) {
        this.out = out;
    }

    public synchronized void say(String line) {
        out.println(line);
        out.flush();
    }

    /** A line about one process: its name, and what became of it. */
    public void tell(String name, String what) {
        say(String.format("  %-22s %s", name, what));
    }

    public Duration elapsed() {
        return Duration.ofNanos(System.nanoTime() - since);
    }

    public static String seconds(Duration duration) {
        return String.format(Locale.ROOT, "%.1f s", duration.toMillis() / 1000.0);
    }
}
