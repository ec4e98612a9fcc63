package io.parley.acceptance;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/** The simplest of balancers: gives one connection after the other to the next instance that takes it. */
final class RoundRobin implements AutoCloseable {

    private final ServerSocket door;
    private final List<Integer> ports;
    private final AtomicInteger turn = new AtomicInteger();

    private RoundRobin(ServerSocket door, List<Integer> ports) {
        this.door = door;
        this.ports = ports;
    }

    static RoundRobin over(Integer... ports) {
        try {
            var balancer =
                    new RoundRobin(new ServerSocket(0, 50, InetAddress.getLoopbackAddress()), Arrays.asList(ports));
            Thread.ofVirtual().start(balancer::serve);
            return balancer;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    String url() {
        return "http://127.0.0.1:" + door.getLocalPort();
    }

    @Override
    public void close() {
        closeQuietly(door);
    }

    private void serve() {
        while (!door.isClosed()) {
            try {
                var client = door.accept();
                Thread.ofVirtual().start(() -> join(client));
            } catch (IOException e) {
                return; // closed
            }
        }
    }

    private void join(Socket client) {
        for (var tried = 0; tried < ports.size(); tried++) {
            try {
                var port = ports.get(Math.floorMod(turn.getAndIncrement(), ports.size()));
                var server = new Socket(InetAddress.getLoopbackAddress(), port);
                Thread.ofVirtual().start(() -> copy(client, server));
                copy(server, client);
                return;
            } catch (IOException e) {
                // That instance is away; the next one is asked.
            }
        }
        closeQuietly(client);
    }

    private static void copy(Socket from, Socket to) {
        try {
            from.getInputStream().transferTo(to.getOutputStream());
        } catch (IOException e) {
            // One of them is gone, and so is the connection.
        }
        closeQuietly(from);
        closeQuietly(to);
    }

    private static void closeQuietly(java.io.Closeable one) {
        try {
            one.close();
        } catch (IOException e) {
            // Nothing is left to be done.
        }
    }
}
