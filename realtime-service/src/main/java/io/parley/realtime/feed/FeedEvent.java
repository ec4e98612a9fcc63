package io.parley.realtime.feed;

import io.parley.realtime.engine.OutgoingPacket;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Something that happened, encoded once for everybody who is told.
 *
 * @param name as clients know it, such as {@code message:new}
 * @param data JSON
 * @param cursor what has been told when this has
 * @param exceptSocket the one that is not told; null for none
 */
public record FeedEvent(
        UUID conversation,
        String name,
        String data,
        String cursor,
        @Nullable String exceptSocket) {

    /** Whether it is worth nothing later, so that nobody has missed it. */
    public boolean isPassing() {
        return name.startsWith("typing:") || name.equals("presence");
    }

    FeedEvent at(String reached) {
        return new FeedEvent(conversation, name, data, reached, exceptSocket);
    }

    /** Returns it as a packet of Socket.IO. */
    public OutgoingPacket packet() {
        return packet(name, data, cursor);
    }

    /** Returns an event of any name as a packet of Socket.IO. */
    public static OutgoingPacket packet(String name, String data, String cursor) {
        return new OutgoingPacket("2[\"" + name + "\"," + data + ",{\"cursor\":\"" + cursor + "\"}]");
    }
}
