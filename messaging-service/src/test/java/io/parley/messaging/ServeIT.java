package io.parley.messaging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.parley.testkit.Api;
import io.parley.testkit.TestTenant;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.Arrays;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A file is served in parts, from caches, and never so that a browser would run what is in it. */
class ServeIT extends MediaTest {

    final TestTenant tenant = TestTenant.create();
    final byte[] image = FakeGraphFiles.jpeg(100_000);
    final String tag = '"' + FakeGraphFiles.hex(image) + '"';

    @Test
    void isServedWithWhatProtectsItsReader() {
        var answer = get(uploaded(tenant, "photo.jpg", image));

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.body()).isEqualTo(image);
        assertHeader(answer, "Content-Type", "image/jpeg");
        assertHeader(answer, "Content-Length", "100000");
        assertHeader(answer, "X-Content-Type-Options", "nosniff");
        assertHeader(answer, "ETag", tag);
        assertHeader(answer, "Accept-Ranges", "bytes");
        assertThat(answer.headers().allValues("Cache-Control"))
                .singleElement()
                .satisfies(cache -> assertThat(cache).startsWith("private"));
        assertThat(answer.headers().firstValue("Content-Disposition").orElseThrow())
                .startsWith("inline")
                .contains("photo.jpg");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            page.html|<!DOCTYPE html><html><body>x</body></html>
            drawing.svg|<svg xmlns="http://www.w3.org/2000/svg"/>
            bill.pdf|%PDF-1.7 x
            photo.png|plain text
            """)
    void isSavedUnlessItIsAPlainImage(String filename, String content) {
        var answer = get(uploaded(tenant, filename, bytes(content)));

        assertThat(answer.headers().firstValue("Content-Disposition").orElseThrow())
                .startsWith("attachment");
        assertHeader(answer, "X-Content-Type-Options", "nosniff");
    }

    @Test
    void tellsANameInAnyScript() {
        var answer = get(uploaded(tenant, "Rechnung \u00fc\u4f60.pdf", bytes("%PDF-1.7 x")));

        assertThat(answer.headers().firstValue("Content-Disposition").orElseThrow())
                .contains("filename*=UTF-8''Rechnung%20%C3%BC%E4%BD%A0.pdf");
    }

    @ParameterizedTest
    @CsvSource({"bytes=0-0, 0, 0", "bytes=500-, 500, 99999", "bytes=-100, 99900, 99999", "bytes=10-19, 10, 19"})
    void isServedInParts(String range, int first, int last) {
        var answer = as(tenant).with("Range", range).get("/api/media/" + uploaded(tenant, "photo.jpg", image));

        assertThat(answer.status()).isEqualTo(206);
        assertThat(answer.body()).isEqualTo(Arrays.copyOfRange(image, first, last + 1));
        assertHeader(answer, "Content-Range", "bytes " + first + "-" + last + "/100000");
        assertHeader(answer, "Content-Length", String.valueOf(last - first + 1));
        assertHeader(answer, "ETag", tag);
    }

    @Test
    void isServedWholeWhereSeveralPartsAreWanted() {
        var answer = as(tenant).with("Range", "bytes=0-1,5-6").get("/api/media/" + uploaded(tenant, "a.jpg", image));

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.body()).isEqualTo(image);
    }

    @Test
    void hasNothingBeyondItsEnd() {
        var answer = as(tenant).with("Range", "bytes=100000-").get("/api/media/" + uploaded(tenant, "a.jpg", image));

        assertThat(answer.status()).isEqualTo(416);
        assertHeader(answer, "Content-Range", "bytes */100000");
        assertThat(answer.body()).isEmpty();
    }

    @Test
    void isServedWholeWhereThePartWouldBeOfAnotherFile() {
        var id = uploaded(tenant, "a.jpg", image);
        var ranged = as(tenant).with("Range", "bytes=0-9");

        assertThat(ranged.with("If-Range", tag).get("/api/media/" + id).status())
                .isEqualTo(206);
        assertThat(ranged.with("If-Range", "\"other\"").get("/api/media/" + id).status())
                .isEqualTo(200);
        assertThat(ranged.with("If-Range", "Wed, 21 Oct 2026 07:28:00 GMT")
                        .get("/api/media/" + id)
                        .status())
                .isEqualTo(200);
    }

    @Test
    void isNotServedAgainToWhomHasIt() {
        var id = uploaded(tenant, "a.jpg", image);

        var known = as(tenant).with("If-None-Match", tag).get("/api/media/" + id);
        var other = as(tenant).with("If-None-Match", "\"other\"").get("/api/media/" + id);

        assertThat(known.status()).isEqualTo(304);
        assertThat(known.body()).isEmpty();
        assertHeader(known, "ETag", tag);
        assertThat(other.status()).isEqualTo(200);
    }

    @Test
    void isDescribedWithoutBeingServed() {
        var answer = as(tenant).call("HEAD", "/api/media/" + uploaded(tenant, "a.jpg", image), null);

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.body()).isEmpty();
        assertHeader(answer, "Content-Length", "100000");
        assertHeader(answer, "ETag", tag);
    }

    @Test
    @Timeout(120)
    void doesNotLookWholeWhereItIsNot() throws IOException {
        var id = uploaded(tenant, "a.jpg", image);
        Files.write(storedFiles(tenant).getFirst(), Arrays.copyOf(image, 50_000));

        assertThatExceptionOfType(UncheckedIOException.class).isThrownBy(() -> get(id));
    }

    @Test
    void needsAToken() {
        assertThat(api.get("/api/media/" + UUID.randomUUID()).status()).isEqualTo(401);
        assertThat(as(tenant).get("/api/media/not-an-id").status()).isEqualTo(400);
    }

    private Api.Answer get(UUID id) {
        return as(tenant).get("/api/media/" + id);
    }

    private static void assertHeader(Api.Answer answer, String name, String value) {
        assertThat(answer.headers().allValues(name)).as(name).containsExactly(value);
    }
}
