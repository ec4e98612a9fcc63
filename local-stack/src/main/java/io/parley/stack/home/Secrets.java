package io.parley.stack.home;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;

/**
 * The secrets of a stack, kept with the data they protect in a file that its owner alone can read. Each is made when it is
 * first needed and then stays; a variable of the environment is the environment's business and wins over it.
 */
public final class Secrets {

    /** What the services are given. */
    public static final String JWT_SECRET = "JWT_SECRET";

    public static final String JWT_REFRESH_SECRET = "JWT_REFRESH_SECRET";
    public static final String ENCRYPTION_KEYSET = "ENCRYPTION_KEYSET";
    public static final String META_APP_SECRET = "META_APP_SECRET";
    public static final String META_VERIFY_TOKEN = "META_VERIFY_TOKEN";

    private static final String DEMO_PASSWORD = "DEMO_PASSWORD";
    private static final String SANDBOX_ACCESS_TOKEN = "SANDBOX_ACCESS_TOKEN";
    private static final SecureRandom RANDOM = new SecureRandom();

    private static final Map<String, Supplier<String>> MAKERS = Map.of(
            JWT_SECRET, () -> hex(32),
            JWT_REFRESH_SECRET, () -> hex(32),
            ENCRYPTION_KEYSET, Secrets::keyset,
            META_APP_SECRET, () -> hex(16),
            META_VERIFY_TOKEN, () -> hex(16),
            DEMO_PASSWORD, () -> hex(6),
            SANDBOX_ACCESS_TOKEN, () -> "EAA" + hex(32));

    private final Map<String, String> values;

    private Secrets(Map<String, String> values) {
        this.values = values;
    }

    /** The secrets of the data in {@code folder}; those missing are made and kept. */
    public static Secrets in(Path folder) {
        var file = folder.resolve("secrets.env");
        try {
            var values = Files.exists(file) ? parse(Files.readString(file)) : new LinkedHashMap<String, String>();
            var known = values.size();
            MAKERS.forEach((name, maker) -> values.computeIfAbsent(name, missing -> maker.get()));
            if (values.size() > known) {
                write(file, values);
            }
            return new Secrets(values);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** New secrets of what runs elsewhere, kept nowhere: what the services are given, and the database's password. */
    public static Map<String, String> fresh() {
        var values = new LinkedHashMap<String, String>();
        values.put("POSTGRES_PASSWORD", hex(16));
        for (var name :
                new String[] {JWT_SECRET, JWT_REFRESH_SECRET, ENCRYPTION_KEYSET, META_APP_SECRET, META_VERIFY_TOKEN}) {
            values.put(name, Objects.requireNonNull(MAKERS.get(name)).get());
        }
        return values;
    }

    public String get(String name) {
        var value = values.get(name);
        if (value == null) {
            throw new IllegalArgumentException("secret: " + name + " (expected: one of " + MAKERS.keySet() + ")");
        }
        return value;
    }

    public String demoPassword() {
        return get(DEMO_PASSWORD);
    }

    /** The token under which the sandbox knows the demo tenant's number. */
    public String sandboxAccessToken() {
        return get(SANDBOX_ACCESS_TOKEN);
    }

    @Override
    public String toString() {
        return "Secrets" + values.keySet();
    }

    private static Map<String, String> parse(String text) {
        var values = new LinkedHashMap<String, String>();
        text.lines().filter(line -> line.contains("=")).forEach(line -> {
            var separator = line.indexOf('=');
            values.put(line.substring(0, separator), line.substring(separator + 1));
        });
        return values;
    }

    private static void write(Path file, Map<String, String> values) throws IOException {
        Files.createDirectories(file.getParent());
        var unfinished = file.resolveSibling(file.getFileName() + ".tmp");
        Files.deleteIfExists(unfinished);
        Files.createFile(
                unfinished, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        var text = new StringBuilder();
        values.forEach(
                (name, value) -> text.append(name).append('=').append(value).append('\n'));
        Files.writeString(unfinished, text);
        Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    /** A new Tink key set with one AES-256-GCM key, written by hand: Tink itself would be most of this program. */
    private static String keyset() {
        var id = RANDOM.nextInt(1, Integer.MAX_VALUE);
        var key = ByteBuffer.allocate(34)
                .put((byte) 0x1a)
                .put((byte) 32)
                .put(randomBytes(32))
                .array();
        var json = """
                {"primaryKeyId":%d,"key":[{"keyData":{"typeUrl":"type.googleapis.com/google.crypto.tink.AesGcmKey",\
                "value":"%s","keyMaterialType":"SYMMETRIC"},"status":"ENABLED","keyId":%d,"outputPrefixType":"TINK"}]}""".formatted(id, Base64.getEncoder().encodeToString(key), id);
        return Base64.getEncoder().encodeToString(json.getBytes(StandardCharsets.UTF_8));
    }

    private static String hex(int bytes) {
        return HexFormat.of().formatHex(randomBytes(bytes));
    }

    private static byte[] randomBytes(int count) {
        var bytes = new byte[count];
        RANDOM.nextBytes(bytes);
        return bytes;
    }
}
