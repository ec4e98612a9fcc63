package io.parley.messaging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.parley.testkit.Api;
import io.parley.testkit.TestTenant;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Files go when their time is over, and what knew of them says so. */
@SuppressWarnings("NullAway.Init")
class SweepIT extends MediaTest {

    final byte[] image = FakeGraphFiles.jpeg(1000);
    final TestTenant tenant = TestTenant.create();

    @Autowired
    JdbcClient jdbc;

    @Test
    void deletesAFileThatWasKeptLongEnoughAndSaysSo() {
        var owner = connectedTenant();
        var media = uploaded(owner, "photo.jpg", image);
        use(owner, media);

        age(owner, media, Duration.ofDays(31));

        await().atMost(SOON).until(() -> as(owner).get("/api/media/" + media).status() == 410);
        assertThat(as(owner).get("/api/media/" + media).text()).contains("MEDIA_EXPIRED");
        await().atMost(SOON).untilAsserted(() -> assertThat(storedFiles(owner)).isEmpty());
        assertThat(sendFile(owner, media).text()).contains("content.mediaId");
    }

    @Test
    void keepsAFileThatIsInAMessage() {
        var owner = connectedTenant();
        var media = uploaded(owner, "photo.jpg", image);
        use(owner, media);

        age(owner, media, Duration.ofDays(29));

        await().during(Duration.ofSeconds(1))
                .atMost(SOON)
                .until(() -> as(owner).get("/api/media/" + media).status() == 200);
    }

    @Test
    void forgetsAnUploadThatNobodySends() {
        var media = uploaded(tenant, "photo.jpg", image);
        var younger = uploaded(tenant, "photo.jpg", image);

        age(tenant, media, Duration.ofDays(8));
        age(tenant, younger, Duration.ofDays(6));

        await().atMost(SOON).until(() -> as(tenant).get("/api/media/" + media).status() == 404);
        await().atMost(SOON).untilAsserted(() -> assertThat(storedFiles(tenant)).hasSize(1));
        assertThat(as(tenant).get("/api/media/" + younger).status()).isEqualTo(200);
    }

    @Test
    void clearsAwayWhatAKilledProcessHadStored() {
        var media = uploaded(tenant, "photo.jpg", image);
        var table = jdbc.sql(
                        "update media_life set phase = 'UPLOADING', since = now() - interval '25 hours' where media_id = ?")
                .param(media)
                .update();
        assertThat(table).isEqualTo(1);

        await().atMost(SOON).untilAsserted(() -> assertThat(storedFiles(tenant)).isEmpty());
        assertThat(as(tenant).get("/api/media/" + media).status()).isEqualTo(404);
    }

    private void use(TestTenant owner, UUID media) {
        var answer = sendFile(owner, media);
        assertThat(answer.status()).as(answer.text()).isEqualTo(201);
    }

    private Api.Answer sendFile(TestTenant owner, UUID media) {
        return as(owner)
                .post(
                        "/api/messages",
                        Map.of("to", "+447700900123", "type", "image", "content", Map.of("mediaId", media.toString())));
    }

    private void age(TestTenant owner, UUID media, Duration age) {
        var aged = jdbc.sql(
                        "update media_life set since = now() - make_interval(secs => ?) where tenant_id = ? and media_id = ?")
                .param(age.toSeconds())
                .param(owner.id().value())
                .param(media)
                .update();
        assertThat(aged).isEqualTo(1);
    }
}
