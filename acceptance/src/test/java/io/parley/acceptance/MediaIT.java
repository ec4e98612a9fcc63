package io.parley.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.parley.acceptance.Stack.Service;
import io.parley.testkit.Api;
import io.parley.testkit.Patience;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import tools.jackson.databind.JsonNode;

/** Files go all the way: from a customer's phone to whoever may read them, and from an agent to a customer's phone. */
@ExtendWith(StackExtension.class)
class MediaIT {

    private static final String BOUNDARY = "parley-acceptance";
    private static final String HEAD = "--" + BOUNDARY
            + "\r\nContent-Disposition: form-data; name=\"file\"; filename=\"%s\"\r\nContent-Type: %s\r\n\r\n";
    private static final long LARGEST = 100L * 1024 * 1024;
    private static final Duration SOON = Patience.SOON;

    private final Stack stack;
    private final Sandbox sandbox;
    private final Number number = Number.create();
    private final Tenant tenant;

    MediaIT(Stack stack) {
        this.stack = stack;
        this.sandbox = stack.sandbox();
        this.tenant = Tenant.with(stack, "Media", number);
    }

    @Test
    void bringsACustomersPictureToTheInbox() {
        sandbox.inbound(Map.of(
                "phoneNumberId", number.id(),
                "from", "+447700900501",
                "media", Map.of("kind", "image", "size", 1_000_000, "caption", "Is this in stock?")));

        var message = awaitStored();

        assertThat(message.path("type").asString()).isEqualTo("IMAGE");
        var content = message.path("content");
        assertThat(content.path("caption").asString()).isEqualTo("Is this in stock?");
        var file = tenant.api().get(content.path("mediaUrl").asString());
        assertThat(file.status()).isEqualTo(200);
        assertThat(file.body()).hasSize(1_000_000);
        assertThat(file.headers().firstValue("Content-Type")).hasValue("image/png");
        assertThat(file.headers().firstValue("X-Content-Type-Options")).hasValue("nosniff");
        var part = tenant.api()
                .with("Range", "bytes=1-3")
                .get(content.path("mediaUrl").asString());
        assertThat(part.status()).isEqualTo(206);
        assertThat(part.text()).isEqualTo("PNG");
        var known = tenant.api()
                .with("If-None-Match", file.headers().firstValue("ETag").orElseThrow())
                .get(content.path("mediaUrl").asString());
        assertThat(known.status()).isEqualTo(304);
    }

    @Test
    void showsNobodyElseThatThereIsAFile() {
        sandbox.inbound(Map.of("phoneNumberId", number.id(), "media", Map.of("kind", "image")));
        var url = awaitStored().path("content").path("mediaUrl").asString();
        var stranger = Tenant.register(stack, "Stranger").api().with("X-Request-Id", "isolation");

        var foreign = stranger.get(url);
        var absent = stranger.get("/api/media/" + UUID.randomUUID());

        assertThat(foreign.status()).isEqualTo(404);
        assertThat(foreign.body()).isEqualTo(absent.body());
    }

    @Test
    void sendsAnAgentsFileToTheCustomer() {
        var picture = picture(3_000_000);
        var media = upload(picture);

        var answer = await("the file is taken")
                .atMost(SOON)
                .until(
                        () -> tenant.api()
                                .post(
                                        "/api/messages",
                                        Map.of(
                                                "to",
                                                "+447700900502",
                                                "type",
                                                "image",
                                                "content",
                                                Map.of("mediaId", media, "caption", "Like this one?"))),
                        one -> !one.text().contains("WHATSAPP_NOT_CONFIGURED"));

        assertThat(answer.status()).as(answer.toString()).isEqualTo(201);
        var id = answer.data().path("id").asString();
        await("READ")
                .atMost(SOON)
                .until(() -> tenant.message(id).path("status").asString().equals("READ"));
        assertThat(sandbox.accepted()).containsEntry(id, 1);
        var sent = sandbox.sends(number).path(0).path("body").path("image");
        assertThat(sent.path("caption").asString()).isEqualTo("Like this one?");
        var content = stack.api(Service.SANDBOX)
                .get("/sandbox/media/" + sent.path("id").asString() + "/content");
        assertThat(content.status()).isEqualTo(200);
        assertThat(content.body()).isEqualTo(picture);
    }

    @Test
    void letsTheLargestFileThroughTheGateway() throws IOException, InterruptedException {
        var head = bytes(HEAD.formatted("huge.pdf", "application/pdf") + "%PDF-1.7");
        var tail = bytes("\r\n--" + BOUNDARY + "--\r\n");
        var filling = LARGEST - "%PDF-1.7".length();
        var form = BodyPublishers.concat(
                BodyPublishers.ofByteArray(head),
                BodyPublishers.fromPublisher(
                        BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(new byte[(int) filling])), filling),
                BodyPublishers.ofByteArray(tail));
        try (var http =
                HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build()) {
            var uploaded = http.send(
                    request("/api/media")
                            .header("Content-Type", "multipart/form-data; boundary=" + BOUNDARY)
                            .POST(form)
                            .build(),
                    BodyHandlers.ofString());
            assertThat(uploaded.statusCode()).as(uploaded.body()).isEqualTo(201);
            var id = uploaded.body().replaceAll(".*\"id\":\"([^\"]*)\".*", "$1");

            var file = http.send(request("/api/media/" + id).build(), BodyHandlers.ofInputStream());

            assertThat(file.statusCode()).isEqualTo(200);
            try (var content = file.body()) {
                assertThat(content.transferTo(OutputStream.nullOutputStream())).isEqualTo(LARGEST);
            }
        }
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(stack.url() + path))
                .timeout(Duration.ofMinutes(5))
                .header("Authorization", "Bearer " + tenant.token());
    }

    private JsonNode awaitStored() {
        return await("the file is here")
                .atMost(SOON)
                .until(
                        () -> tenant.api()
                                .get("/api/messages?direction=INBOUND")
                                .data()
                                .path("messages")
                                .path(0),
                        message -> message.path("content")
                                .path("mediaStatus")
                                .asString("")
                                .equals("STORED"));
    }

    private String upload(byte[] picture) {
        Api.Answer answer = tenant.api().upload("/api/media", "cake.jpg", picture);
        assertThat(answer.status()).as(answer.toString()).isEqualTo(201);
        assertThat(answer.data().path("mimeType").asString()).isEqualTo("image/jpeg");
        return answer.data().path("id").asString();
    }

    private static byte[] picture(int size) {
        var picture = new byte[size];
        new Random(size).nextBytes(picture);
        System.arraycopy(new byte[] {(byte) 0xff, (byte) 0xd8, (byte) 0xff, (byte) 0xe0}, 0, picture, 0, 4);
        return picture;
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
