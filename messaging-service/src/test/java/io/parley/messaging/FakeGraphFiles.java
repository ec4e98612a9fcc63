package io.parley.messaging;

import com.sun.net.httpserver.HttpExchange;
import io.parley.kit.json.Json;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;
import org.apache.tomcat.util.http.fileupload.FileUpload;
import org.apache.tomcat.util.http.fileupload.UploadContext;
import org.jspecify.annotations.Nullable;

/** The files of the fake Graph API: what customers have sent, and what was uploaded to be sent. */
final class FakeGraphFiles {

    private static final Pattern NODE = Pattern.compile("/v[0-9.]+/([^/]+)");
    private static final Pattern FILE = Pattern.compile("/file/([^/]+)/([0-9]+)");
    private static final Pattern UPLOAD = Pattern.compile("/v[0-9.]+/([^/]+)/media");

    private final String url;
    private final Map<String, Sent> sent = new ConcurrentHashMap<>();
    private final Map<String, AtomicInteger> downloads = new ConcurrentHashMap<>();
    private final Map<String, AtomicInteger> failures = new ConcurrentHashMap<>();
    private final Map<String, CountDownLatch> held = new ConcurrentHashMap<>();
    private final List<Upload> uploads = new CopyOnWriteArrayList<>();

    FakeGraphFiles(String url) {
        this.url = url;
    }

    /**
     * A file that a customer has sent.
     *
     * @param location where its address leads instead, if anywhere
     * @param staleTimes how many of its addresses are no longer good when they are used
     */
    @SuppressWarnings("ArrayRecordComponent")
    record Sent(
            byte[] content,
            String sha256,
            long size,
            @Nullable String address,
            @Nullable String location,
            int staleTimes) {

        static Sent of(byte[] content) {
            return new Sent(content, hex(content), content.length, null, null, 0);
        }

        Sent announcedAs(String otherSha256) {
            return new Sent(content, otherSha256, size, address, location, staleTimes);
        }

        Sent announcedWith(long otherSize) {
            return new Sent(content, sha256, otherSize, address, location, staleTimes);
        }

        Sent at(String otherAddress) {
            return new Sent(content, sha256, size, otherAddress, location, staleTimes);
        }

        Sent leadingTo(String otherLocation) {
            return new Sent(content, sha256, size, address, otherLocation, staleTimes);
        }

        Sent staleFor(int times) {
            return new Sent(content, sha256, size, address, location, times);
        }
    }

    /** A file that was uploaded to be sent. */
    @SuppressWarnings("ArrayRecordComponent")
    record Upload(
            String phoneNumberId,
            String id,
            String token,
            Map<String, String> fields,
            String filename,
            String contentType,
            byte[] content) {}

    void hold(String graphId, Sent file) {
        sent.put(graphId, file);
    }

    /** How often what is in a file was given out. */
    int downloads(String graphId) {
        return count(downloads, graphId).get();
    }

    List<Upload> uploads(String phoneNumberId) {
        return uploads.stream()
                .filter(upload -> upload.phoneNumberId().equals(phoneNumberId))
                .toList();
    }

    /** Has the next questions about a file answered with 503. */
    void failDescriptions(String graphId, int times) {
        count(failures, graphId).set(times);
    }

    /** Has the next uploads from a number answered with 500. */
    void failUploads(String phoneNumberId, int times) {
        count(failures, phoneNumberId).set(times);
    }

    /** Has uploads from a number wait for the latch that it returns. */
    CountDownLatch holdUploads(String phoneNumberId) {
        var latch = new CountDownLatch(1);
        held.put(phoneNumberId, latch);
        return latch;
    }

    /** Meta forgets an upload. */
    void forget(String phoneNumberId) {
        uploads.replaceAll(upload -> upload.phoneNumberId().equals(phoneNumberId)
                ? new Upload(phoneNumberId, "forgotten", "", Map.of(), "", "", new byte[0])
                : upload);
    }

    boolean isUploaded(String phoneNumberId, String id) {
        return uploads(phoneNumberId).stream().anyMatch(upload -> upload.id().equals(id));
    }

    /** Answers what is about files; tells whether it was. */
    boolean answer(HttpExchange exchange) throws IOException {
        var path = exchange.getRequestURI().getPath();
        var node = NODE.matcher(path);
        var file = FILE.matcher(path);
        var upload = UPLOAD.matcher(path);
        if (exchange.getRequestMethod().equals("GET") && node.matches()) {
            describe(exchange, node.group(1));
        } else if (file.matches()) {
            give(exchange, file.group(1), Integer.parseInt(file.group(2)));
        } else if (exchange.getRequestMethod().equals("POST") && upload.matches()) {
            take(exchange, upload.group(1));
        } else {
            return false;
        }
        return true;
    }

    private void describe(HttpExchange exchange, String id) throws IOException {
        var file = sent.get(id);
        if (count(failures, id).getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
            FakeGraph.reply(exchange, 503, "<html>away</html>");
        } else if (token(exchange).contains(FakeGraph.EXPIRED)) {
            FakeGraph.reply(exchange, 401, "{\"error\":{\"message\":\"Session has expired\",\"code\":190}}");
        } else if (file == null) {
            FakeGraph.reply(exchange, 400, "{\"error\":{\"message\":\"Unsupported get request.\",\"code\":100}}");
        } else {
            var address = file.address() == null
                    ? url + "/file/" + id + "/"
                            + count(downloads, "described " + id).incrementAndGet()
                    : file.address();
            FakeGraph.reply(
                    exchange,
                    200,
                    Json.events()
                            .writeValueAsString(Map.of(
                                    "messaging_product",
                                    "whatsapp",
                                    "url",
                                    address,
                                    "mime_type",
                                    "image/jpeg",
                                    "sha256",
                                    file.sha256(),
                                    "file_size",
                                    file.size(),
                                    "id",
                                    id)));
        }
    }

    private void give(HttpExchange exchange, String id, int number) throws IOException {
        var file = sent.get(id);
        if (file == null || number <= file.staleTimes()) {
            FakeGraph.reply(exchange, 404, "");
        } else if (token(exchange).isEmpty() || exchange.getRequestHeaders().getFirst("User-Agent") == null) {
            FakeGraph.reply(exchange, 401, "");
        } else if (file.location() != null) {
            exchange.getResponseHeaders().set("Location", file.location());
            exchange.sendResponseHeaders(302, -1);
            exchange.close();
        } else {
            count(downloads, id).incrementAndGet();
            exchange.sendResponseHeaders(200, file.content().length);
            exchange.getResponseBody().write(file.content());
            exchange.close();
        }
    }

    private void take(HttpExchange exchange, String number) throws IOException {
        await(held.getOrDefault(number, new CountDownLatch(0)));
        if (count(failures, number).getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
            exchange.getRequestBody().transferTo(OutputStream.nullOutputStream());
            FakeGraph.reply(exchange, 500, "{\"error\":{\"message\":\"Please retry\",\"code\":131000}}");
            return;
        }
        var upload = read(exchange, number);
        uploads.add(upload);
        FakeGraph.reply(exchange, 200, "{\"id\":\"" + upload.id() + "\"}");
    }

    private Upload read(HttpExchange exchange, String number) throws IOException {
        var fields = new ConcurrentHashMap<String, String>();
        var id = "up" + UUID.randomUUID();
        Optional<Upload> found = Optional.empty();
        var parts = new FileUpload().getItemIterator(new Request(exchange));
        while (parts.hasNext()) {
            var part = parts.next();
            var content = part.openStream().readAllBytes();
            if (part.getFieldName().equals("file")) {
                found = Optional.of(new Upload(
                        number, id, token(exchange), fields, part.getName(), part.getContentType(), content));
            } else {
                fields.put(part.getFieldName(), new String(content, StandardCharsets.UTF_8));
            }
        }
        return found.orElseThrow(() -> new IOException("no file"));
    }

    private static void await(CountDownLatch latch) throws IOException {
        try {
            if (!latch.await(30, TimeUnit.SECONDS)) {
                throw new IOException("nobody let the upload go");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        }
    }

    private static String token(HttpExchange exchange) {
        return Optional.ofNullable(exchange.getRequestHeaders().getFirst("Authorization"))
                .orElse("");
    }

    private static AtomicInteger count(Map<String, AtomicInteger> counts, String key) {
        return counts.computeIfAbsent(key, one -> new AtomicInteger());
    }

    static String hex(byte[] content) {
        return HexFormat.of().formatHex(hash(content));
    }

    static byte[] hash(byte[] content) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(content);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /** An image of some size that begins like one. */
    static byte[] jpeg(int size) {
        var image = new byte[size];
        Arrays.fill(image, (byte) 0x5a);
        var head = HexFormat.of().parseHex("ffd8ffe000104a46494600010100000100010000ffdb0043");
        System.arraycopy(head, 0, image, 0, head.length);
        return image;
    }

    private record Request(HttpExchange exchange) implements UploadContext {

        @Override
        public long contentLength() {
            return -1;
        }

        @Override
        public String getCharacterEncoding() {
            return "UTF-8";
        }

        @Override
        public String getContentType() {
            return exchange.getRequestHeaders().getFirst("Content-Type");
        }

        @Override
        public InputStream getInputStream() {
            return exchange.getRequestBody();
        }
    }
}
