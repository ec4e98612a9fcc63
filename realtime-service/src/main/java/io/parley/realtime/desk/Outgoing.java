package io.parley.realtime.desk;

import io.parley.realtime.engine.OutgoingPacket;
import java.util.ArrayDeque;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Sends packets in the order they are added, one thread at a time and without any lock held while it sends. */
final class Outgoing {

    private final ArrayDeque<OutgoingPacket> packets = new ArrayDeque<>();
    private final Consumer<OutgoingPacket> network;
    private boolean sending;

    Outgoing(Consumer<OutgoingPacket> network) {
        this.network = network;
    }

    void add(OutgoingPacket packet) {
        synchronized (packets) {
            packets.add(packet);
        }
    }

    void flush() {
        synchronized (packets) {
            if (sending) {
                return;
            }
            sending = true;
        }
        for (var packet = next(); packet != null; packet = next()) {
            network.accept(packet);
        }
    }

    private @Nullable OutgoingPacket next() {
        synchronized (packets) {
            var packet = packets.poll();
            sending = packet != null;
            return packet;
        }
    }
}
