package io.parley.messaging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.parley.contract.TenantId;
import io.parley.kit.id.Ids;
import io.parley.messaging.media.MediaStore;
import io.parley.testkit.Api;
import io.parley.testkit.TestTenant;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.UUID;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.transaction.support.TransactionOperations;
import tools.jackson.databind.JsonNode;

/** Words for what ITs of files do. */
@SuppressWarnings("NullAway.Init")
abstract class MediaTest extends MessagingTest {

    static final String BOUNDARY = "----parley-test";

    final FakeGraphFiles files = FakeGraph.shared().files();

    @Autowired
    TransactionOperations transaction;

    Api.Answer upload(TestTenant tenant, String filename, byte[] content) {
        return upload(tenant, form(filename, "image/png", content));
    }

    Api.Answer upload(TestTenant tenant, byte[] form) {
        return as(tenant)
                .with("Content-Type", "multipart/form-data; boundary=" + BOUNDARY)
                .post("/api/media", form);
    }

    UUID uploaded(TestTenant tenant, String filename, byte[] content) {
        var answer = upload(tenant, filename, content);
        assertThat(answer.status()).as(answer.text()).isEqualTo(201);
        return UUID.fromString(answer.data().path("id").stringValue());
    }

    static byte[] form(String filename, String contentType, byte[] content) {
        var form = new ByteArrayOutputStream();
        form.writeBytes(bytes("--" + BOUNDARY + "\r\nContent-Disposition: form-data; name=\"file\"; filename=\""
                + filename + "\"\r\nContent-Type: " + contentType + "\r\n\r\n"));
        form.writeBytes(content);
        form.writeBytes(bytes("\r\n--" + BOUNDARY + "--\r\n"));
        return form.toByteArray();
    }

    static byte[] field(String name, String value) {
        return bytes(
                "--" + BOUNDARY + "\r\nContent-Disposition: form-data; name=\"" + name + "\"\r\n\r\n" + value + "\r\n");
    }

    static byte[] concat(byte[] one, byte[] other) {
        var both = new ByteArrayOutputStream();
        both.writeBytes(one);
        both.writeBytes(other);
        return both.toByteArray();
    }

    static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /** Lets a customer send a file that WhatsApp holds under {@code graphId}; returns the message's id. */
    UUID receiveFile(TestTenant tenant, String graphId, byte[] announced) {
        var wamid = "wamid.file" + ids.next();
        publish(WebhookFixtures.messages(tenant, ids.next(), fileElement(graphId, wamid, announced)));
        var message = Ids.derived("message", tenant.id(), tenant.phoneNumberId(), wamid);
        await().atMost(SOON)
                .until(() -> as(tenant).get("/api/messages/" + message).status() == 200);
        return message;
    }

    static String fileElement(String graphId, String wamid, byte[] announced) {
        return """
                {"from":"447700900123","id":"%s","timestamp":"%d","type":"image","image":{"id":"%s","mime_type":"image/jpeg","sha256":"%s","caption":"Look"}}""".formatted(
                        wamid,
                        WebhookFixtures.NOON.getEpochSecond(),
                        graphId,
                        Base64.getEncoder().encodeToString(FakeGraphFiles.hash(announced)));
    }

    static UUID mediaOf(TenantId tenant, UUID message) {
        return Ids.derived("media", tenant, message);
    }

    static String keyOf(TestTenant tenant, UUID media) {
        return MediaStore.key(tenant.id(), media);
    }

    JsonNode contentOf(TestTenant tenant, UUID message) {
        return as(tenant).get("/api/messages/" + message).data().path("content");
    }

    void awaitMediaStatus(TestTenant tenant, UUID message, String status) {
        await(status)
                .atMost(SOON)
                .until(() -> contentOf(tenant, message)
                        .path("mediaStatus")
                        .asString("")
                        .equals(status));
    }

    /** What the store holds of a tenant. */
    static List<Path> storedFiles(TestTenant tenant) {
        var directory = MEDIA.resolve(tenant.id().toString());
        if (!Files.isDirectory(directory)) {
            return List.of();
        }
        try (var files = Files.list(directory)) {
            return files.toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
