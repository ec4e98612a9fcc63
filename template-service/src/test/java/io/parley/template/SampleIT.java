package io.parley.template;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.contract.Role;
import io.parley.testkit.Api;
import io.parley.testkit.TestTenant;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

class SampleIT extends TemplateTest {

    private static final byte[] PICTURE =
            HexFormat.of().parseHex("89504e470d0a1a0a0000000d4948445200000001000000010802000000907753de");

    @Test
    void uploadsASampleAndReturnsItsHandle() {
        var tenant = connectedTenant();

        var answer = upload(tenant, "Grüße aus Köln.png", PICTURE);

        assertThat(answer.status()).as(answer.text()).isEqualTo(201);
        assertThat(answer.data().path("handle").asString()).startsWith("4::");
        assertThat(answer.data().path("mimeType").asString()).isEqualTo("image/png");
        assertThat(answer.data().path("size").asInt()).isEqualTo(PICTURE.length);
    }

    @Test
    void goesOnWhereAnUploadBrokeOff() {
        var tenant = connectedTenant();
        var name = "broken" + tenant.phoneNumberId() + ".png";

        var answer = upload(tenant, name, PICTURE);

        assertThat(answer.status()).as(answer.text()).isEqualTo(201);
        assertThat(uploads().attempts.get(name)).hasValue(2);
        assertThat(uploads().file(name).toByteArray()).isEqualTo(PICTURE);
        assertThat(uploads().types).containsEntry(name, "image/png");
    }

    @Test
    void takesOnlyWhatWhatsAppReviews() {
        var tenant = connectedTenant();

        var text = upload(tenant, "picture.png", "Not a picture at all".getBytes(StandardCharsets.UTF_8));
        assertThat(text.status()).isEqualTo(415);
        assertThat(text.text()).contains("\"file\"", "image/png", "text/plain");
        var large = new byte[6 * 1024 * 1024];
        System.arraycopy(PICTURE, 0, large, 0, PICTURE.length);
        assertThat(upload(tenant, "large.png", large).status()).isEqualTo(413);
        assertThat(upload(tenant, "empty.png", new byte[0]).status()).isEqualTo(400);
    }

    @Test
    void needsAnAccountAndAnAdministrator() {
        assertThat(upload(TestTenant.create(), "picture.png", PICTURE).text()).contains("WHATSAPP_NOT_CONFIGURED");
        assertThat(api.as(connectedTenant(), Role.AGENT)
                        .upload("/api/templates/media", "picture.png", PICTURE)
                        .status())
                .isEqualTo(403);
    }

    private Api.Answer upload(TestTenant tenant, String name, byte[] content) {
        return as(tenant).upload("/api/templates/media", name, content);
    }

    private static FakeUploads uploads() {
        return FakeGraph.shared().uploads;
    }
}
