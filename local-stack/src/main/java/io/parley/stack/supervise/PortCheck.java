package io.parley.stack.supervise;

import io.parley.stack.home.StackException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.UnknownHostException;

/** Finds out before anything is started whether the ports it needs are free. */
final class PortCheck {

    private static final int STEP = 1_000;

    private PortCheck() {}

    /** Throws with one line that names the port, who needs it, and the way out. */
    static void requireFree(String name, int port, String bind, int stackPort) {
        try {
            var address = InetAddress.getByName(bind);
            if (!isFree(address, port)) {
                throw new StackException(
                        "Port " + port + " (" + name + ") is taken by another program. Stop that one, or "
                                + "start Parley on other ports: ./parley up --port " + alternative(stackPort));
            }
        } catch (UnknownHostException e) {
            throw new StackException("--bind " + bind + " is no address of this machine", e);
        }
    }

    static boolean isFree(InetAddress address, int port) {
        try (var socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(address, port));
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    private static int alternative(int stackPort) {
        return stackPort + STEP + 20 > 65_535 ? 3_000 : stackPort + STEP;
    }
}
