package io.parley.ingest.receive;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.parley.contract.TenantId;
import io.parley.ingest.registry.ConnectedTenant;
import io.parley.ingest.registry.Directory;
import io.parley.ingest.registry.SigningKey;
import io.parley.kit.crypto.Secret;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SignaturesTest {

    private static final String EMPTY = "{\"object\":\"whatsapp_business_account\",\"entry\":[]}";
    private static final String ESCAPED =
            "{\"object\":\"whatsapp_business_account\",\"entry\":[{\"id\":\"1\",\"changes\":[{\"field\":\"messages\","
                    + "\"value\":{\"t\":\"caf\\u00e9 \\ud83d\\udc4d https:\\/\\/x.io\"}}]}]}";
    private static final String UNESCAPED =
            "{\"object\":\"whatsapp_business_account\",\"entry\":[{\"id\":\"1\",\"changes\":[{\"field\":\"messages\","
                    + "\"value\":{\"t\":\"café 👍 https://x.io\"}}]}]}";
    private static final String OF_EMPTY = "2cfd480ff633d3ad8cc87d52ffdace2e355bdbdbc664e778651322d759bb694e";
    private static final String OF_ESCAPED = "d64f96a16986640e748e960a78600878440154c14162d8242fcc500c641cb913";
    private static final String OF_UNESCAPED = "af68dc7a0599a05a1e60800c3490ca88dbbaa6dbf6b03e97bb5cdcf590a774c2";

    private final Signatures signatures = new Signatures();
    private final SigningKey platform = key("s3cr3t-app-key");
    private final Directory directory = directory(List.of());

    @Test
    void acceptsWhatMetaSigned() {
        assertThat(accepts(EMPTY, "sha256=" + OF_EMPTY)).isTrue();
        assertThat(accepts(ESCAPED, "sha256=" + OF_ESCAPED)).isTrue();
        assertThat(accepts(UNESCAPED, "sha256=" + OF_UNESCAPED)).isTrue();
    }

    @Test
    void looksAtBytesAndNotAtWhatTheyMean() {
        assertThat(accepts(ESCAPED, "sha256=" + OF_UNESCAPED)).isFalse();
        assertThat(accepts(UNESCAPED, "sha256=" + OF_ESCAPED)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "sha256=",
                "sha256",
                OF_EMPTY,
                "sha1=" + OF_EMPTY,
                "SHA256=" + OF_EMPTY,
                " sha256=" + OF_EMPTY,
                "sha256=" + OF_EMPTY + " ",
                "sha256=" + OF_EMPTY + "00",
                "sha256=2CFD480FF633D3AD8CC87D52FFDACE2E355BDBDBC664E778651322D759BB694E",
                "sha256=zcfd480ff633d3ad8cc87d52ffdace2e355bdbdbc664e778651322d759bb694e",
                "sha256=２cfd480ff633d3ad8cc87d52ffdace2e355bdbdbc664e778651322d759bb694e",
                "sha256=LP1ID/Yz060ozH1S/9rOLjVb29vGZOd4ZRMi11m7aU4="
            })
    void refusesWhatIsNotExactlyASignature(String header) {
        assertThat(accepts(EMPTY, header)).isFalse();
    }

    @Test
    void refusesEveryFlippedBit() {
        var right = HexFormat.of().parseHex(OF_EMPTY);
        for (var bit = 0; bit < right.length * 8; bit++) {
            var wrong = right.clone();
            wrong[bit / 8] ^= (byte) (1 << (bit % 8));

            assertThat(accepts(EMPTY, "sha256=" + HexFormat.of().formatHex(wrong)))
                    .isFalse();
        }
    }

    @Test
    void findsATenantsKeyByItsNumberAmongManyThousands() {
        var tenants = new ArrayList<ConnectedTenant>();
        for (var i = 0; i < 5_000; i++) {
            tenants.add(tenant("secret-" + i, String.valueOf(500_000_000_000L + i)));
        }
        var body = "{ \"phone_number_id\" : \"500000004321\" }".getBytes(UTF_8);
        var mine = key("secret-4321");

        var signer = signatures.signerOf(body, header(mine, body), directory(tenants));

        assertThat(signer).contains(mine);
    }

    @ParameterizedTest
    @CsvSource({"63, true", "64, false"})
    void triesOnlySoManyKeysOnABodyThatNamesNobody(int place, boolean found) {
        var tenants = new ArrayList<ConnectedTenant>();
        for (var i = 0; i < 100; i++) {
            tenants.add(tenant("secret-" + i, String.valueOf(500_000_000_000L + i)));
        }
        var body = "garbage".getBytes(UTF_8);
        var mine = key("secret-" + place);

        assertThat(signatures
                        .signerOf(body, header(mine, body), directory(tenants))
                        .isPresent())
                .isEqualTo(found);
    }

    private boolean accepts(String body, String header) {
        return signatures.signerOf(body.getBytes(UTF_8), header, directory).isPresent();
    }

    private Directory directory(List<ConnectedTenant> tenants) {
        return new Directory(Optional.of(platform), Optional.empty(), tenants);
    }

    private static ConnectedTenant tenant(String secret, String number) {
        return new ConnectedTenant(
                new TenantId(UUID.randomUUID()),
                true,
                true,
                Set.of(key(secret)),
                Set.of(number),
                Set.of(),
                Optional.empty());
    }

    private static SigningKey key(String secret) {
        return SigningKey.of(new Secret(secret));
    }

    private static String header(SigningKey key, byte[] body) {
        return "sha256=" + HexFormat.of().formatHex(key.sign(body));
    }
}
