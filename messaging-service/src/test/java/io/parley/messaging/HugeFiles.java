package io.parley.messaging;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** A Graph API whose files are of any size and nowhere in memory. */
final class HugeFiles implements AutoCloseable {

    static final String ID = "4711";

    private final HttpServer server;
    private final long size;
    private final String sha256;
    private final Map<String, Long> uploads = new ConcurrentHashMap<>();
    private final AtomicInteger taken = new AtomicInteger();
    private final AtomicInteger sends = new AtomicInteger();

    HugeFiles(long size) throws IOException {
        this.size = size;
        this.sha256 = hash(size);
        this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::answer);
        server.setExecutor(task -> Thread.ofVirtual().start(task));
        server.start();
    }

    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    /** How many bytes each upload had, form and all. */
    Map<String, Long> uploads() {
        return uploads;
    }

    int sends() {
        return sends.get();
    }

    /** Yields a file that begins like a PDF. */
    static InputStream content(long size) {
        return new Content(size);
    }

    @Override
    public void close() {
        server.stop(0);
    }

    private void answer(HttpExchange exchange) throws IOException {
        var path = exchange.getRequestURI().getPath();
        if (path.endsWith("/media")) {
            var id = "up" + taken.incrementAndGet();
            uploads.put(id, exchange.getRequestBody().transferTo(OutputStream.nullOutputStream()));
            FakeGraph.reply(exchange, 200, "{\"id\":\"" + id + "\"}");
        } else if (path.endsWith("/messages")) {
            exchange.getRequestBody().transferTo(OutputStream.nullOutputStream());
            FakeGraph.reply(exchange, 200, "{\"messages\":[{\"id\":\"wamid.huge" + sends.incrementAndGet() + "\"}]}");
        } else if (path.equals("/huge")) {
            exchange.sendResponseHeaders(200, size);
            try (var content = content(size);
                    var out = exchange.getResponseBody()) {
                content.transferTo(out);
            }
        } else {
            FakeGraph.reply(
                    exchange,
                    200,
                    "{\"url\":\"" + url() + "/huge\",\"sha256\":\"" + sha256 + "\",\"file_size\":" + size + "}");
        }
    }

    private static String hash(long size) throws IOException {
        try (var out = new DigestOutputStream(OutputStream.nullOutputStream(), MessageDigest.getInstance("SHA-256"))) {
            content(size).transferTo(out);
            return HexFormat.of().formatHex(out.getMessageDigest().digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private static final class Content extends InputStream {

        private static final String HEAD = "%PDF-1.7\n";

        private final long size;
        private long position;

        Content(long size) {
            this.size = size;
        }

        @Override
        public int read() {
            if (position >= size) {
                return -1;
            }
            var one = position < HEAD.length() ? HEAD.charAt((int) position) : (int) (position % 251);
            position++;
            return one;
        }

        @Override
        public int read(byte[] buffer, int offset, int length) {
            var count = (int) Math.min(length, size - position);
            if (count <= 0) {
                return -1;
            }
            for (var i = 0; i < count; i++) {
                buffer[offset + i] = (byte) read();
            }
            return count;
        }
    }
}
