package io.parley.sandbox.meta;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Locale;
import java.util.random.RandomGenerator;

/** Issues message ids in Meta's shape: {@code wamid.} and base64 of the customer, the direction and 18 or 20 hex digits. */
public final class Wamids {

    private static final int PHONE_BYTES = 100;
    private static final HexFormat HEX = HexFormat.of().withUpperCase();

    private final RandomGenerator random;

    public Wamids(RandomGenerator random) {
        this.random = random;
    }

    public String outbound(String customer) {
        return issue(customer, 0x11, 9);
    }

    public String inbound(String customer) {
        return issue(customer, 0x12, 10);
    }

    public static boolean looksLikeOne(String id) {
        return id.startsWith("wamid.") && id.length() > "wamid.".length() && id.length() <= 512;
    }

    private String issue(String customer, int direction, int randomBytes) {
        var id = new byte[randomBytes];
        random.nextBytes(id);
        var bytes = new ByteArrayOutputStream(64);
        bytes.write(0x1c);
        writeText(bytes, customer.length() > PHONE_BYTES ? customer.substring(0, PHONE_BYTES) : customer);
        bytes.writeBytes(new byte[] {0x15, 0x02, 0x00, (byte) direction});
        writeText(bytes, HEX.formatHex(id).toUpperCase(Locale.ROOT));
        bytes.write(0x00);
        return "wamid." + Base64.getEncoder().encodeToString(bytes.toByteArray());
    }

    private static void writeText(ByteArrayOutputStream bytes, String text) {
        var encoded = text.getBytes(StandardCharsets.US_ASCII);
        bytes.write(0x18);
        bytes.write(encoded.length);
        bytes.writeBytes(encoded);
    }
}
