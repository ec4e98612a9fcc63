package io.parley.embedded;

import java.io.IOException;
import java.net.ServerSocket;
import java.util.Random;
import java.util.stream.IntStream;

/**
 * Finds ports that nobody listens on, below those that the system gives to connections. Of those a client might be given the
 * port of a server that stands still, or, trying to reach it again and again, even get through to itself.
 */
public final class FreePort {

    private static final int LOWEST = 10_000;
    private static final int HIGHEST = 30_000;

    private FreePort() {}

    /** Returns a port that was free a moment ago. */
    public static int any() {
        return firstOf(1);
    }

    /** Returns the lowest of {@code count} ports in a row that were free a moment ago. */
    public static int firstOf(int count) {
        return new Random()
                .ints(LOWEST, HIGHEST - count)
                .filter(first -> IntStream.range(first, first + count).allMatch(FreePort::isFree))
                .findFirst()
                .orElseThrow();
    }

    /** Returns {@code wanted} unless it is 0; then any that is free. */
    static int orGiven(int wanted) {
        return wanted == 0 ? any() : wanted;
    }

    private static boolean isFree(int port) {
        try (var socket = new ServerSocket(port)) {
            return socket.isBound();
        } catch (IOException e) {
            return false;
        }
    }
}
