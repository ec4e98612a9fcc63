package io.parley.embedded;

/** Closes a server when the JVM ends before somebody else has. */
final class ExitHook {

    private final Thread thread;

    private ExitHook(Thread thread) {
        this.thread = thread;
    }

    static ExitHook register(String name, Runnable close) {
        var hook = new ExitHook(new Thread(close, name));
        Runtime.getRuntime().addShutdownHook(hook.thread);
        return hook;
    }

    void cancel() {
        try {
            Runtime.getRuntime().removeShutdownHook(thread);
        } catch (IllegalStateException e) {
            // The JVM is ending already, and its hooks have all been started.
        }
    }
}
