package io.parley.realtime.engine;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.eclipse.jetty.websocket.core.Frame;
import org.eclipse.jetty.websocket.core.OpCode;

/** A packet of Socket.IO that may be told to many. It is encoded once; all WebSockets are written the same bytes. */
public final class OutgoingPacket {

    private static final String MESSAGE = "4";

    private final String text;
    private final ByteBuffer bytes;

    public OutgoingPacket(String text) {
        this.text = text;
        this.bytes = ByteBuffer.wrap((MESSAGE + text).getBytes(StandardCharsets.UTF_8));
    }

    /** Returns the packet without the type that Engine.IO puts before it. */
    String text() {
        return text;
    }

    /** Returns a frame of its own, with the bytes of all. */
    Frame frame() {
        return new Frame(OpCode.TEXT, bytes.duplicate());
    }
}
