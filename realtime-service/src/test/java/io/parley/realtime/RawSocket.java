package io.parley.realtime;

import io.parley.testkit.Patience;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** A WebSocket client that reads only when it is told to, or does not even say hello properly. */
final class RawSocket implements AutoCloseable {

    private static final int SMALL_WINDOW = 4_096;

    private final Socket socket = new Socket();

    private RawSocket(int port) throws IOException {
        socket.setReceiveBufferSize(SMALL_WINDOW);
        socket.setSoTimeout(Math.toIntExact(Patience.SOON.toMillis()));
        socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
    }

    /** Connects with {@code auth}, and reads nothing any more once it is connected. */
    static RawSocket connect(int port, String auth) {
        try {
            var one = new RawSocket(port);
            one.write(request("EIO=4&transport=websocket") + "Sec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\n\r\n");
            one.readUntil("\r\n\r\n");
            one.readUntil("}");
            one.send("40" + auth);
            one.readUntil("40{\"sid\"");
            return one;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Asks for a WebSocket without the key that belongs to it, and returns the status of the answer. */
    static int statusOfUpgrade(int port, String query) {
        try (var one = new RawSocket(port)) {
            one.write(request(query) + "\r\n");
            return Integer.parseInt(one.readUntil("\r\n").split(" ")[1]);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Sends {@code text} as one message of text, whatever it is, and returns the code that the connection is closed with. */
    static int codeOfClose(int port, byte[] text) {
        try (var one = new RawSocket(port)) {
            one.write(request("EIO=4&transport=websocket") + "Sec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\n\r\n");
            one.readUntil("}");
            one.send(text);
            one.readUntil("\u0088\u0002");
            return one.socket.getInputStream().read() << 8
                    | one.socket.getInputStream().read();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Reads what is there, to the end of the connection; false where there is none within some time. */
    boolean isClosedWhenRead() {
        try {
            socket.getInputStream().skipNBytes(Long.MAX_VALUE);
            return false;
        } catch (java.io.EOFException | java.net.SocketException e) {
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String request(String query) {
        return "GET /socket.io/?" + query + " HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: Upgrade\r\n"
                + "Upgrade: websocket\r\nSec-WebSocket-Version: 13\r\n";
    }

    /** Sends one frame of text, of at most 65,535 characters; its mask is zero. */
    private void send(String text) throws IOException {
        send(text.getBytes(StandardCharsets.UTF_8));
    }

    private void send(byte[] bytes) throws IOException {
        var frame = ByteBuffer.allocate(8 + bytes.length);
        frame.put((byte) 0x81)
                .put((byte) 0xfe)
                .putShort((short) bytes.length)
                .putInt(0)
                .put(bytes);
        socket.getOutputStream().write(frame.array());
    }

    private void write(String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
    }

    private String readUntil(String end) throws IOException {
        var read = new ByteArrayOutputStream();
        while (!read.toString(StandardCharsets.ISO_8859_1).endsWith(end)) {
            var one = socket.getInputStream().read();
            if (one < 0) {
                throw new IOException("closed after: " + read);
            }
            read.write(one);
        }
        return read.toString(StandardCharsets.ISO_8859_1);
    }
}
