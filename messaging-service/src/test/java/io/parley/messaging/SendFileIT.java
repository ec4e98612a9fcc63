package io.parley.messaging;

import static io.parley.messaging.TemplateFixtures.event;
import static io.parley.messaging.TemplateFixtures.template;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.parley.contract.TenantSettings;
import io.parley.kit.crypto.Secret;
import io.parley.kit.json.Json;
import io.parley.messaging.FakeGraphFiles.Sent;
import io.parley.testkit.Api;
import io.parley.testkit.TestTenant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;

/** A file of the tenant's reaches WhatsApp before its message does, once for all who get it. */
@SuppressWarnings("NullAway.Init")
class SendFileIT extends MediaTest {

    final FakeGraph graph = FakeGraph.shared();
    final byte[] image = FakeGraphFiles.jpeg(200_000);
    TestTenant tenant = TestTenant.create();

    @Autowired
    JdbcClient jdbc;

    @BeforeEach
    void connect() {
        tenant = connectedTenant();
    }

    @Test
    void reachesWhatsAppBeforeItsMessage() {
        var media = uploaded(tenant, "photo.jpg", image);

        var answer = sendFile("image", media, Map.of("caption", "Look"));

        assertThat(answer.status()).as(answer.text()).isEqualTo(201);
        var content = answer.data().path("content");
        assertThat(content.path("mediaUrl").stringValue()).isEqualTo("/api/media/" + media);
        assertThat(content.path("mediaStatus").stringValue()).isEqualTo("STORED");
        assertThat(content.path("mimeType").stringValue()).isEqualTo("image/jpeg");
        var sent = sentBody(1);
        var upload = files.uploads(tenant.phoneNumberId()).getFirst();
        assertThat(sent.path("image").path("id").stringValue()).isEqualTo(upload.id());
        assertThat(sent.path("image").path("caption").stringValue()).isEqualTo("Look");
        assertThat(sent.path("image").size()).isEqualTo(2);
        assertThat(upload.content()).isEqualTo(image);
        assertThat(upload.contentType()).isEqualTo("image/jpeg");
        assertThat(upload.filename()).isEqualTo("photo.jpg");
        assertThat(upload.fields())
                .containsEntry("messaging_product", "whatsapp")
                .containsEntry("type", "image/jpeg");
        assertThat(upload.token()).isEqualTo("Bearer token-of-" + tenant.phoneNumberId());
    }

    @Test
    void goesUpOnceForManyMessages() {
        var media = uploaded(tenant, "photo.jpg", image);

        IntStream.range(0, 5).forEach(i -> sendTo("+4477009002" + (10 + i), media));

        await().atMost(SOON).until(() -> graph.accepted(tenant.phoneNumberId()).size() == 5);
        assertThat(files.uploads(tenant.phoneNumberId())).hasSize(1);
    }

    @Test
    void carriesTheNameOfADocument() {
        var media = uploaded(tenant, "bill.pdf", bytes("%PDF-1.7 x"));

        sendFile("document", media, Map.of());

        assertThat(sentBody(1).path("document").path("filename").stringValue()).isEqualTo("bill.pdf");
    }

    @Test
    void mayBeACustomersFileSentOn() {
        var graphId = "gid" + UUID.randomUUID();
        files.hold(graphId, Sent.of(image));
        var message = receiveFile(tenant, graphId, image);
        awaitMediaStatus(tenant, message, "STORED");

        assertThat(sendFile("image", mediaOf(tenant.id(), message), Map.of()).status())
                .isEqualTo(201);

        assertThat(sentBody(1).path("image").has("id")).isTrue();
    }

    @Test
    void isTriedAgainUntilWhatsAppTakesIt() {
        files.failUploads(tenant.phoneNumberId(), 1);

        var answer = sendFile("image", uploaded(tenant, "photo.jpg", image), Map.of());

        awaitStatus(answer, "SENT");
        assertThat(graph.accepted(tenant.phoneNumberId())).hasSize(1);
    }

    @Test
    void goesUpAnewWhereWhatsAppHasForgottenIt() {
        var media = uploaded(tenant, "photo.jpg", image);
        awaitStatus(sendFile("image", media, Map.of()), "SENT");
        files.forget(tenant.phoneNumberId());

        awaitStatus(sendFile("image", media, Map.of()), "SENT");

        assertThat(graph.accepted(tenant.phoneNumberId())).hasSize(2);
        assertThat(files.uploads(tenant.phoneNumberId())).hasSize(2);
    }

    @Test
    void keepsTheOrderOfAConversation() {
        files.failUploads(tenant.phoneNumberId(), 1);
        sendFile("image", uploaded(tenant, "photo.jpg", image), Map.of());

        var after = send(tenant, "after the photo");

        await().atMost(SOON).until(() -> statusOf(tenant, after).equals("SENT"));
        assertThat(graph.accepted(tenant.phoneNumberId()))
                .extracting(one -> one.body().path("type").asString())
                .containsExactly("image", "text");
    }

    @Test
    void takesItsTurnOnceItIsThereAndKeepsNoOtherWaiting() {
        slowDownToOneASecond();
        var upload = files.holdUploads(tenant.phoneNumberId());
        sendFile("image", uploaded(tenant, "photo.jpg", image), Map.of());
        var other = send(tenant, "+447700900124", "meanwhile");
        await().atMost(SOON).until(() -> statusOf(tenant, other).equals("SENT"));

        upload.countDown();
        send(tenant, "+447700900125", "afterwards");

        await().atMost(SOON).until(() -> graph.accepted(tenant.phoneNumberId()).size() == 3);
        var arrivals = graph.accepted(tenant.phoneNumberId()).stream()
                .map(FakeGraph.Send::at)
                .toList();
        assertThat(arrivals.get(1) - arrivals.get(0)).isGreaterThanOrEqualTo(1_000_000_000);
        assertThat(arrivals.get(2) - arrivals.get(1)).isGreaterThanOrEqualTo(1_000_000_000);
    }

    @ParameterizedTest
    @CsvSource({"video", "sticker", "audio"})
    void mustBeWhatItsMessageSays(String type) {
        var answer = sendFile(type, uploaded(tenant, "photo.jpg", image), Map.of());

        refusedFor(answer, "content.mediaId");
    }

    @Test
    void mustFitWhatsAppsLimitForItsMessage() {
        var form = concat(
                field("type", "document"), form("big.jpg", "image/jpeg", FakeGraphFiles.jpeg(5 * 1024 * 1024 + 1)));
        var media = UUID.fromString(upload(tenant, form).data().path("id").stringValue());

        refusedFor(sendFile("image", media, Map.of()), "content.mediaId");
        assertThat(sendFile("document", media, Map.of()).status()).isEqualTo(201);
    }

    @Test
    void mustBeTheTenantsOwn() {
        var stranger = connectedTenant();
        var foreign = uploaded(stranger, "photo.jpg", image);

        var answer = sendFile("image", foreign, Map.of());
        var absent = sendFile("image", UUID.randomUUID(), Map.of());

        refusedFor(answer, "content.mediaId");
        assertThat(answer.json().path("message")).isEqualTo(absent.json().path("message"));
    }

    @Test
    void mustBeHere() {
        var message = receiveFile(tenant, "gid" + UUID.randomUUID(), image);
        awaitMediaStatus(tenant, message, "FAILED");

        refusedFor(sendFile("image", mediaOf(tenant.id(), message), Map.of()), "content.mediaId");
    }

    @Test
    void isNamedInOneWayOnly() {
        var media = uploaded(tenant, "photo.jpg", image);

        refusedFor(sendFile("image", media, Map.of("mediaUrl", "https://x.io/a.png")), "content.mediaUrl");
        refusedFor(sendContent("image", Map.of()), "content.mediaUrl");
        refusedFor(sendContent("image", Map.of("mediaId", "17")), "content.mediaId");
    }

    @Test
    void isSentAgainByHandWithItsFile() {
        files.failUploads(tenant.phoneNumberId(), 0);
        var media = uploaded(tenant, "photo.jpg", image);
        var first = sendFile("image", media, Map.of());
        awaitStatus(first, "SENT");
        failsLater(first);

        assertIsSentAgainWithAnUploadOfItsOwn(first);
    }

    private void failsLater(Api.Answer sent) {
        var id = UUID.fromString(sent.data().path("id").stringValue());
        var wamid =
                as(tenant).get("/api/messages/" + id).data().path("whatsappId").stringValue();
        publish(WebhookFixtures.statuses(tenant, ids.next(), WebhookFixtures.status(wamid, "failed", 5)));
        await().atMost(SOON).until(() -> statusOf(tenant, id).equals("FAILED"));
    }

    private void assertIsSentAgainWithAnUploadOfItsOwn(Api.Answer failed) {
        var path = "/api/messages/" + failed.data().path("id").stringValue() + "/resend";

        var again = as(tenant).post(path, Map.of());

        assertThat(again.status()).as(again.text()).isEqualTo(201);
        awaitStatus(again, "SENT");
        assertThat(files.uploads(tenant.phoneNumberId())).hasSize(2);
    }

    /** As a process leaves it that is killed while it uploads: put aside, and due when the upload must be over. */
    @Test
    void isSentAfterAllWhereAProcessWasKilledWhileItWentUp() {
        var media = uploaded(tenant, "photo.jpg", image);
        files.failUploads(tenant.phoneNumberId(), Integer.MAX_VALUE);
        var answer = sendFile("image", media, Map.of());
        var id = UUID.fromString(answer.data().path("id").stringValue());
        await().atMost(SOON)
                .until(() -> as(tenant).get("/api/messages/" + id).text().contains("MEDIA_NOT_TAKEN"));
        jdbc.sql(
                        "update send_queue set state = 'READY', due_at = now() + interval '1 second', claimed_at = null where message_id = ?")
                .param(id)
                .update();

        files.failUploads(tenant.phoneNumberId(), 0);

        awaitStatus(answer, "SENT");
        assertThat(graph.accepted(tenant.phoneNumberId())).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource({"true", "false"})
    void standsInTheHeaderOfATemplate(boolean known) {
        if (known) {
            know(
                    "order",
                    "[{\"type\":\"HEADER\",\"format\":\"DOCUMENT\"},{\"type\":\"BODY\",\"text\":\"Your bill.\"}]");
        }
        var media = uploaded(tenant, "bill.pdf", bytes("%PDF-1.7 x"));

        var answer = sendContent(
                "template",
                Map.of(
                        "name", "order",
                        "language", "en",
                        "variables", Map.of("header", Map.of("document", Map.of("mediaId", media)))));

        assertThat(answer.status()).as(answer.text()).isEqualTo(201);
        assertThat(answer.data().path("content").path("mediaUrl").stringValue()).isEqualTo("/api/media/" + media);
        var upload = Map.<String, Object>of("id", sentUpload().id(), "filename", "bill.pdf");
        assertThat(sentTemplate("en").path("components"))
                .isEqualTo(Json.events()
                        .valueToTree(List.of(Map.of(
                                "type",
                                "header",
                                "parameters",
                                List.of(Map.of("type", "document", "document", upload))))));
    }

    @Test
    void isSentAgainByHandInTheHeaderOfATemplate() {
        var first = sendContent("template", headed(uploaded(tenant, "photo.jpg", image)));
        awaitStatus(first, "SENT");
        failsLater(first);

        assertIsSentAgainWithAnUploadOfItsOwn(first);
    }

    @Test
    void isNamedWhereATemplateCannotShowIt() {
        var foreign = uploaded(connectedTenant(), "photo.jpg", image);
        var document = uploaded(tenant, "bill.pdf", bytes("%PDF-1.7 x"));
        var field = "content.components[0].parameters[0].image.mediaId";

        for (var media : List.of(foreign, UUID.randomUUID(), document)) {
            refusedFor(sendContent("template", headed(media)), field);
        }
        assertThat(sendContent("template", headed(foreign)).json().path("message"))
                .isEqualTo(sendContent("template", headed(UUID.randomUUID()))
                        .json()
                        .path("message"));
        refusedFor(
                sendContent(
                        "template",
                        Map.of(
                                "name", "order",
                                "language", "en",
                                "variables", Map.of("header", Map.of("image", Map.of("mediaId", UUID.randomUUID()))))),
                "content.variables.header.image.mediaId");
    }

    private static Map<String, Object> headed(UUID media) {
        return Map.of(
                "name",
                "order",
                "language",
                "en",
                "components",
                List.of(Map.of(
                        "type",
                        "header",
                        "parameters",
                        List.of(Map.of("type", "image", "image", Map.of("mediaId", media))))));
    }

    private JsonNode sentTemplate(String language) {
        return await().atMost(SOON)
                .until(
                        () -> graph.accepted(tenant.phoneNumberId()).stream()
                                .map(one -> one.body().path("template"))
                                .filter(one -> one.path("language")
                                        .path("code")
                                        .asString("")
                                        .equals(language))
                                .findFirst(),
                        Optional::isPresent)
                .orElseThrow();
    }

    private FakeGraphFiles.Upload sentUpload() {
        await().atMost(SOON).until(() -> files.uploads(tenant.phoneNumberId()).size() == 1);
        return files.uploads(tenant.phoneNumberId()).getFirst();
    }

    private void know(String name, String components) {
        publish(event(template(tenant, name, "en", components)));
        var inNoLanguage = Map.<String, Object>of("name", name, "language", "xx");
        await().atMost(SOON)
                .until(() -> sendContent("template", inNoLanguage).text().contains("content.language"));
    }

    private void slowDownToOneASecond() {
        var token = encryption.encrypt(tenant.id(), new Secret("token-of-" + tenant.phoneNumberId()));
        configure(
                tenant,
                2,
                false,
                new TenantSettings.Number(tenant.phoneNumberId(), ACCOUNT, "+442079460123", token, null, 1));
        await().atMost(SOON)
                .until(() -> jdbc.sql("select rate from send_lane where phone_number_id = ?")
                        .param(tenant.phoneNumberId())
                        .query(Integer.class)
                        .list()
                        .equals(List.of(1)));
    }

    private Api.Answer sendFile(String type, UUID media, Map<String, Object> more) {
        var content = new HashMap<>(more);
        content.put("mediaId", media.toString());
        return sendContent(type, content);
    }

    private Api.Answer sendContent(String type, Map<String, Object> content) {
        return as(tenant).post("/api/messages", Map.of("to", "+447700900123", "type", type, "content", content));
    }

    private void sendTo(String to, UUID media) {
        var answer = as(tenant)
                .post(
                        "/api/messages",
                        Map.of("to", to, "type", "image", "content", Map.of("mediaId", media.toString())));
        assertThat(answer.status()).as(answer.text()).isEqualTo(201);
    }

    private JsonNode sentBody(int count) {
        await().atMost(SOON).until(() -> graph.accepted(tenant.phoneNumberId()).size() == count);
        return graph.accepted(tenant.phoneNumberId()).getLast().body();
    }

    private void awaitStatus(Api.Answer message, String status) {
        var id = UUID.fromString(message.data().path("id").stringValue());
        await(status).atMost(SOON).until(() -> statusOf(tenant, id).equals(status));
    }

    private static void refusedFor(Api.Answer answer, String field) {
        assertThat(answer.status()).as(answer.text()).isEqualTo(400);
        assertThat(answer.json().path("errors").path(0).path("field").stringValue())
                .isEqualTo(field);
    }
}
