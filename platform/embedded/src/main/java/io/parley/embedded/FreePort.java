package io.parley.embedded;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;

/** Finds ports of 127.0.0.1 that nobody listens on. */
final class FreePort {

    private FreePort() {}

    /** Returns {@code wanted} unless it is 0; then a port that was free a moment ago. */
    static int orGiven(int wanted) {
        if (wanted != 0) {
            return wanted;
        }
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
