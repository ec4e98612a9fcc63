package io.parley.sandbox.meta;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WebhookSignatureTest {

    private static final String SECRET = "s3cr3t-app-key";
    private static final String START =
            "{\"object\":\"whatsapp_business_account\",\"entry\":[{\"id\":\"1\",\"changes\":[{\"field\":\"messages\","
                    + "\"value\":{\"t\":\"";

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "caf\\u00e9 \\ud83d\\udc4d https:\\/\\/x.io"
                        + "|d64f96a16986640e748e960a78600878440154c14162d8242fcc500c641cb913",
                "café 👍 https://x.io|af68dc7a0599a05a1e60800c3490ca88dbbaa6dbf6b03e97bb5cdcf590a774c2",
            })
    void signsTheExactBytes(String text, String hex) {
        var body = START + text + "\"}}]}]}";

        assertThat(WebhookSignature.sha256(body.getBytes(StandardCharsets.UTF_8), SECRET))
                .isEqualTo("sha256=" + hex);
    }

    @Test
    void signsAnEmptyEntry() {
        var body = "{\"object\":\"whatsapp_business_account\",\"entry\":[]}".getBytes(StandardCharsets.UTF_8);

        assertThat(WebhookSignature.sha256(body, SECRET))
                .isEqualTo("sha256=2cfd480ff633d3ad8cc87d52ffdace2e355bdbdbc664e778651322d759bb694e");
    }

    @Test
    void writesTheEscapedVectorItself() {
        var body = MetaJson.object().put("object", "whatsapp_business_account");
        var change = body.putArray("entry")
                .addObject()
                .put("id", "1")
                .putArray("changes")
                .addObject();
        change.put("field", "messages").putObject("value").put("t", "café 👍 https://x.io");

        assertThat(WebhookSignature.sha256(MetaJson.write(body), SECRET))
                .isEqualTo("sha256=d64f96a16986640e748e960a78600878440154c14162d8242fcc500c641cb913");
    }

    @Test
    void provesASecret() {
        assertThat(WebhookSignature.proof("token", SECRET))
                .hasSize(64)
                .isNotEqualTo(WebhookSignature.proof("token", "other"));
    }
}
