package io.parley.messaging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.parley.contract.Role;
import io.parley.kit.tenant.TenantContext;
import io.parley.testkit.Api;
import io.parley.testkit.TestTenant;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A file that is taken in is what its content says, and nothing is left of one that is refused. */
@SuppressWarnings("NullAway.Init")
class UploadIT extends MediaTest {

    static final int MEBIBYTE = 1024 * 1024;

    final TestTenant tenant = TestTenant.create();

    @Autowired
    JdbcClient jdbc;

    @Test
    void saysWhatItHasTaken() {
        var image = FakeGraphFiles.jpeg(100_000);

        var answer = upload(tenant, "holiday.png", image);

        assertThat(answer.status()).as(answer.text()).isEqualTo(201);
        var data = answer.data();
        assertThat(data.path("mimeType").stringValue()).isEqualTo("image/jpeg");
        assertThat(data.path("size").asLong()).isEqualTo(image.length);
        assertThat(data.path("sha256").stringValue()).isEqualTo(FakeGraphFiles.hex(image));
        assertThat(data.path("filename").stringValue()).isEqualTo("holiday.png");
        assertThat(answer.headers().firstValue("Location"))
                .hasValue("/api/media/" + data.path("id").stringValue());
        assertThat(as(tenant).get("/api/media/" + data.path("id").stringValue()).body())
                .isEqualTo(image);
    }

    @Test
    void takesTextThatClaimsToBeAnImageForText() {
        var answer = upload(tenant, "fake.png", bytes("This is only text."));

        assertThat(answer.data().path("mimeType").stringValue()).isEqualTo("text/plain");
        var file = as(tenant).get("/api/media/" + answer.data().path("id").stringValue());
        assertThat(file.headers().firstValue("Content-Disposition"))
                .hasValueSatisfying(disposition -> assertThat(disposition).startsWith("attachment"));
    }

    @ParameterizedTest
    @CsvSource({
        "image, text/plain, 415",
        "video, image/jpeg, 415",
        "sticker, image/jpeg, 415",
        "audio, image/jpeg, 415",
        "IMAGE, image/jpeg, 201",
        "document, image/jpeg, 201",
        "picture, image/jpeg, 400"
    })
    void holdsAFileToTheKindThatItIsMeantToBe(String kind, String type, int status) {
        var content = type.equals("image/jpeg") ? FakeGraphFiles.jpeg(1000) : bytes("Some text");
        var answer = upload(tenant, concat(field("type", kind), form("x.bin", type, content)));

        assertThat(answer.status()).as(answer.text()).isEqualTo(status);
        if (status != 201) {
            assertThat(answer.json().path("errors").path(0).path("field").stringValue())
                    .isEqualTo(status == 415 ? "file" : "type");
            nothingIsLeft();
        }
    }

    @Test
    void takesAnImageUpToItsLimitAndNotAByteMore() {
        assertThat(upload(tenant, "a.jpg", FakeGraphFiles.jpeg(5 * MEBIBYTE)).status())
                .isEqualTo(201);

        var answer = upload(tenant, "b.jpg", FakeGraphFiles.jpeg(5 * MEBIBYTE + 1));

        assertThat(answer.status()).isEqualTo(413);
        assertThat(answer.json().path("code").stringValue()).isEqualTo("PAYLOAD_TOO_LARGE");
        assertThat(answer.json().path("errors").path(0).path("field").stringValue())
                .isEqualTo("file");
        assertThat(rows("media")).isEqualTo(1);
        assertThat(storedFiles()).hasSize(1);
    }

    @Test
    void letsWhoSendsFarTooMuchReadTheAnswer() {
        var answer = upload(tenant, "huge.jpg", FakeGraphFiles.jpeg(30 * MEBIBYTE));

        assertThat(answer.status()).isEqualTo(413);
        assertThat(answer.text()).contains("as type document");
        nothingIsLeft();
    }

    @Test
    void refusesAnEmptyFile() {
        var answer = upload(tenant, "empty.pdf", new byte[0]);

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.text()).contains("file: is empty");
        nothingIsLeft();
    }

    @Test
    void refusesAFormWithoutAFile() {
        var answer = upload(tenant, concat(field("type", "image"), bytes("--" + BOUNDARY + "--\r\n")));

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.text()).contains("file: is required");
    }

    @Test
    void refusesWhatIsNoForm() {
        assertThat(as(tenant).post("/api/media", Map.of("file", "x")).status()).isEqualTo(415);
        assertThat(as(tenant)
                        .with("Content-Type", "multipart/form-data")
                        .post("/api/media", "no boundary")
                        .status())
                .isEqualTo(400);
        assertThat(upload(tenant, bytes("--wrong boundary")).status()).isEqualTo(400);
    }

    @Test
    void refusesAFileThatDoesNotArriveWhole() {
        var form = form("a.jpg", "image/jpeg", FakeGraphFiles.jpeg(200_000));
        var half = Arrays.copyOf(form, form.length - 50_000);

        var answer = upload(tenant, half);

        assertThat(answer.status()).as(answer.text()).isEqualTo(400);
        nothingIsLeft();
    }

    @Test
    void forgetsAFileWhoseSenderGoesAway() throws IOException {
        var url = URI.create(api.baseUrl());
        try (var socket = new Socket(url.getHost(), url.getPort())) {
            OutputStream out = socket.getOutputStream();
            out.write(bytes("POST /api/media HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer "
                    + tenant.token(Role.AGENT) + "\r\nContent-Type: multipart/form-data; boundary="
                    + BOUNDARY + "\r\nContent-Length: 1000000\r\n\r\n"));
            out.write(Arrays.copyOf(form("a.jpg", "image/jpeg", FakeGraphFiles.jpeg(500_000)), 300_000));
            out.flush();
            await().atMost(SOON).until(() -> rows("media") == 1);
        }

        await().atMost(SOON).untilAsserted(this::nothingIsLeft);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            ../../etc/passwd|passwd
            C:\\\\Users\\\\ada\\\\bill.pdf|bill.pdf
            Rechnung Köln ü.pdf|Rechnung Köln ü.pdf
            """)
    void keepsTheLastPartOfAName(String given, String kept) {
        var answer = upload(tenant, given, bytes("x"));

        assertThat(answer.data().path("filename").stringValue()).isEqualTo(kept);
    }

    @Test
    void isHeldToTheLimitOfTheRouteAndNoOther() {
        var answer = as(tenant).with("Content-Type", "application/json").post("/api/messages", new byte[MEBIBYTE + 1]);

        assertThat(answer.status()).isEqualTo(413);
    }

    @Test
    void isAStrangersFileToNobodyElse() {
        var id = uploaded(tenant, "a.jpg", FakeGraphFiles.jpeg(1000));

        var stranger = as(TestTenant.create()).with("X-Request-Id", "isolation");
        Api.Answer foreign = stranger.get("/api/media/" + id);

        assertThat(foreign.status()).isEqualTo(404);
        assertThat(foreign.body())
                .isEqualTo(stranger.get("/api/media/" + UUID.randomUUID()).body());
    }

    private void nothingIsLeft() {
        assertThat(rows("media")).isZero();
        assertThat(rows("media_life")).isZero();
        assertThat(storedFiles()).isEmpty();
    }

    private int rows(String table) {
        return TenantContext.call(
                tenant.id(),
                () -> transaction.execute(status -> jdbc.sql("select count(*) from " + table + " where tenant_id = ?")
                        .param(tenant.id().value())
                        .query(Integer.class)
                        .single()));
    }

    private List<Path> storedFiles() {
        return storedFiles(tenant);
    }
}
