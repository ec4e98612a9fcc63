package io.parley.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/** Files go up, are described, come down and are sent as Meta does it. */
class MediaIT {

    static final String NUMBER = "500600700800901";
    static final byte[] JPEG = HexFormat.of().parseHex("ffd8ffe000104a46494600010100000100010000ffdb0043");

    @RegisterExtension
    static final RunningSandbox SANDBOX = new RunningSandbox();

    final Caller caller = SANDBOX.caller();
    final HttpClient http = HttpClient.newHttpClient();

    @Test
    void comesDownAsItWentUp() throws IOException {
        var id = uploaded("image/jpeg", JPEG);

        var node = caller.get("/v25.0/" + id + "?phone_number_id=" + NUMBER).json();
        assertThat(node.path("mime_type").stringValue()).isEqualTo("image/jpeg");
        assertThat(node.path("sha256").stringValue()).isEqualTo(HexFormat.of().formatHex(sha256(JPEG)));
        assertThat(node.path("file_size").asInt()).isEqualTo(JPEG.length);
        var file = download(node.path("url").stringValue(), Caller.TOKEN);

        assertThat(file.statusCode()).isEqualTo(200);
        assertThat(file.body()).isEqualTo(JPEG);
    }

    @Test
    void isNotGivenOutWithoutTheToken() throws IOException {
        var id = uploaded("image/jpeg", JPEG);
        var url = caller.get("/v25.0/" + id).json().path("url").stringValue();

        assertThat(download(url, null).statusCode()).isEqualTo(401);
        assertThat(download(url, "invalid").statusCode()).isEqualTo(401);
        assertThat(download(url + "x", Caller.TOKEN).statusCode()).isEqualTo(404);
    }

    @Test
    void belongsToItsNumberAlone() throws IOException {
        var id = uploaded("image/jpeg", JPEG);

        assertThat(caller.get("/v25.0/" + id + "?phone_number_id=999888777").errorCode())
                .isEqualTo(100);
        assertThat(send("999888777", "image", id).errorCode()).isEqualTo(131009);
    }

    @Test
    void isForgottenOnDemand() throws IOException {
        var id = uploaded("image/jpeg", JPEG);

        assertThat(caller.delete("/v25.0/" + id).json().path("success").asBoolean())
                .isTrue();

        assertThat(caller.delete("/v25.0/" + id).errorCode()).isEqualTo(100);
        assertThat(send(NUMBER, "image", id).errorCode()).isEqualTo(131009);
    }

    @Test
    void isSentByItsId() throws IOException {
        var id = uploaded("image/jpeg", JPEG);

        assertThat(send(NUMBER, "image", id).status()).isEqualTo(200);
        assertThat(send(NUMBER, "document", id).status()).isEqualTo(200);
        assertThat(send(NUMBER, "video", id).errorCode()).isEqualTo(131053);
        assertThat(send(NUMBER, "image", "123456").errorCode()).isEqualTo(131009);
        assertThat(caller.get("/sandbox/sends").json().path("sends").size()).isEqualTo(2);
    }

    @ParameterizedTest
    @CsvSource({"image/png, 131053", "video/mp4, 131053", "image/jpeg, 0", "application/pdf, 0"})
    void mustBeWhatItIsSaidToBe(String type, int code) throws IOException {
        assertThat(upload(form(type, type, JPEG)).errorCode()).isEqualTo(code);
    }

    @Test
    void mustBeAForm() throws IOException {
        assertThat(upload(form("image/png", "image/jpeg", JPEG)).errorCode()).isEqualTo(100);
        assertThat(upload(form("image/jpeg", "image/jpeg", new byte[0])).errorCode())
                .isEqualTo(131053);
        assertThat(caller.post("/v25.0/" + NUMBER + "/media", "{}").errorCode()).isEqualTo(100);
    }

    @ParameterizedTest
    @CsvSource({"image, image/png, 0", "document, application/pdf, 3000000"})
    void isSentByACustomerWhoHasNone(String kind, String type, int size) throws IOException {
        var answer = caller.post(
                "/sandbox/inbound",
                "{'phoneNumberId':'" + NUMBER + "','media':{'kind':'" + kind + "','size':" + size
                        + ",'caption':'Look'}}");
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);

        var message = received(answer);

        assertThat(message.path("type").stringValue()).isEqualTo(kind);
        var file = message.path(kind);
        assertThat(file.path("caption").stringValue()).isEqualTo("Look");
        assertThat(file.path("mime_type").stringValue()).isEqualTo(type);
        var url = caller.get("/v25.0/" + file.path("id").stringValue())
                .json()
                .path("url")
                .stringValue();
        var content = download(url, Caller.TOKEN).body();
        assertThat(content.length).isGreaterThanOrEqualTo(size);
        assertThat(file.path("sha256").stringValue())
                .isEqualTo(Base64.getEncoder().encodeToString(sha256(content)));
    }

    @Test
    void isSentByACustomerWhoWasHandedIt() throws IOException {
        var held = call(HttpRequest.newBuilder(URI.create(
                                SANDBOX.sandbox().baseUrl() + "/sandbox/media?filename=a.jpg&phoneNumberId=" + NUMBER))
                        .PUT(BodyPublishers.ofByteArray(JPEG)))
                .json();
        assertThat(held.path("mimeType").stringValue()).isEqualTo("image/jpeg");

        var message = received(caller.post(
                "/sandbox/inbound",
                "{'phoneNumberId':'" + NUMBER + "','media':{'id':'"
                        + held.path("id").stringValue() + "'}}"));

        assertThat(message.at("/image/id")).isEqualTo(held.path("id"));
        assertThat(get(SANDBOX.sandbox().baseUrl() + "/sandbox/media/"
                        + held.path("id").stringValue() + "/content"))
                .isEqualTo(JPEG);
    }

    @Test
    void failsWhenItIsToldTo() throws IOException {
        caller.put("/sandbox/faults", "{'rules':[{'kind':'ERROR','code':131000,'on':'MEDIA','next':1}]}");

        assertThat(upload(form("image/jpeg", "image/jpeg", JPEG)).errorCode()).isEqualTo(131000);
        assertThat(upload(form("image/jpeg", "image/jpeg", JPEG)).status()).isEqualTo(200);
    }

    /** What the receiver was told of the message that was just written. */
    private static JsonNode received(Caller.Answer written) {
        var wamid = written.json().at("/wamids/0").stringValue();
        return SANDBOX.receiver().about(wamid).getFirst().value().at("/messages/0");
    }

    private String uploaded(String type, byte[] content) throws IOException {
        var answer = upload(form(type, type, content));
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        return answer.json().path("id").stringValue();
    }

    private Caller.Answer upload(byte[] form) throws IOException {
        return call(HttpRequest.newBuilder(URI.create(SANDBOX.sandbox().baseUrl() + "/v25.0/" + NUMBER + "/media"))
                .header("Content-Type", "multipart/form-data; boundary=b")
                .header("Authorization", "Bearer " + Caller.TOKEN)
                .POST(BodyPublishers.ofByteArray(form)));
    }

    private Caller.Answer send(String number, String kind, String id) throws IOException {
        return caller.post(
                "/v25.0/" + number + "/messages",
                "{'messaging_product':'whatsapp','to':'+447700900123','type':'" + kind + "','" + kind + "':{'id':'" + id
                        + "'}}");
    }

    private Caller.Answer call(HttpRequest.Builder request) throws IOException {
        try {
            return new Caller.Answer(http.send(request.build(), BodyHandlers.ofString()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        }
    }

    private byte[] get(String url) throws IOException {
        return download(url, null).body();
    }

    private HttpResponse<byte[]> download(String url, @Nullable String token) throws IOException {
        var request = HttpRequest.newBuilder(URI.create(url)).header("User-Agent", "test");
        if (token != null) {
            request.header("Authorization", "Bearer " + token);
        }
        try {
            return http.send(request.build(), BodyHandlers.ofByteArray());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        }
    }

    private static byte[] form(String type, String contentType, byte[] content) {
        var form = new ByteArrayOutputStream();
        form.writeBytes(bytes("--b\r\nContent-Disposition: form-data; name=\"messaging_product\"\r\n\r\nwhatsapp\r\n"));
        form.writeBytes(bytes("--b\r\nContent-Disposition: form-data; name=\"type\"\r\n\r\n" + type + "\r\n"));
        form.writeBytes(
                bytes("--b\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a.jpg\"\r\nContent-Type: "
                        + contentType + "\r\n\r\n"));
        form.writeBytes(content);
        form.writeBytes(bytes("\r\n--b--\r\n"));
        return form.toByteArray();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] sha256(byte[] content) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(content);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
