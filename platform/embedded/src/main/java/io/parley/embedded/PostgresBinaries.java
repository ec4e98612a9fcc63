package io.parley.embedded;

import java.io.IOException;
import java.io.InputStream;
import java.net.JarURLConnection;
import java.net.URL;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Locale;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.tukaani.xz.XZInputStream;

/**
 * PostgreSQL's programs, unpacked once per user and version from the archive on the class path. Several processes may
 * unpack at the same time: each into a folder of its own, and the first to finish wins.
 */
record PostgresBinaries(Path home) {

    /** Returns the programs for this machine, unpacking them where {@code user} can read them. */
    static PostgresBinaries unpacked(ServerUser user) throws IOException {
        var archive = archive();
        var cache = cache(user);
        Files.createDirectories(cache);
        var home = cache.resolve("postgres-" + fingerprint(archive));
        if (!Files.isDirectory(home)) {
            unpack(archive, cache, home);
        }
        return new PostgresBinaries(home);
    }

    String program(String name) {
        return home.resolve("bin").resolve(name).toString();
    }

    private static URL archive() {
        var system = System.getProperty("os.name").toLowerCase(Locale.ROOT).startsWith("mac") ? "darwin" : "linux";
        var machine = switch (System.getProperty("os.arch")) {
            case "aarch64", "arm64" -> "arm_64";
            default -> "x86_64";
        };
        var name = "/postgres-" + system + "-" + machine + ".txz";
        var archive = PostgresBinaries.class.getResource(name);
        if (archive == null) {
            throw new EmbeddedServerException("No PostgreSQL binaries for this kind of machine ("
                    + System.getProperty("os.name") + ", " + System.getProperty("os.arch")
                    + ") on the class path. Set DATABASE_URL to a PostgreSQL of your own.");
        }
        return archive;
    }

    private static String fingerprint(URL archive) throws IOException {
        if (archive.openConnection() instanceof JarURLConnection connection) {
            return Long.toHexString(connection.getJarEntry().getCrc());
        }
        try (var in = archive.openStream()) {
            return Integer.toString(in.available());
        }
    }

    private static Path cache(ServerUser user) {
        if (user == ServerUser.NOBODY) {
            return Path.of("/var/tmp/parley-root");
        }
        var configured = System.getenv().getOrDefault("XDG_CACHE_HOME", "");
        var base = configured.isBlank() ? Path.of(System.getProperty("user.home"), ".cache") : Path.of(configured);
        if (isWritable(base)) {
            return base.resolve("parley");
        }
        return Path.of(System.getProperty("java.io.tmpdir"), "parley-" + System.getProperty("user.name"));
    }

    private static boolean isWritable(Path base) {
        try {
            Files.createDirectories(base);
            return Files.isWritable(base);
        } catch (IOException e) {
            return false;
        }
    }

    private static void unpack(URL archive, Path cache, Path home) throws IOException {
        var unfinished = Files.createTempDirectory(cache, "unpacking-");
        try (var tar = new TarArchiveInputStream(new XZInputStream(archive.openStream()))) {
            for (var entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                write(tar, entry, unfinished);
            }
        }
        Files.setPosixFilePermissions(unfinished, PosixFilePermissions.fromString("rwxr-xr-x"));
        try {
            Files.move(unfinished, home, StandardCopyOption.ATOMIC_MOVE);
        } catch (FileAlreadyExistsException | java.nio.file.DirectoryNotEmptyException e) {
            Directories.delete(unfinished);
        }
    }

    private static void write(InputStream content, TarArchiveEntry entry, Path root) throws IOException {
        var target = root.resolve(entry.getName()).normalize();
        if (!target.startsWith(root)) {
            throw new IOException("archive entry: " + entry.getName() + " (expected: inside the archive)");
        }
        if (entry.isDirectory()) {
            Files.createDirectories(target);
            return;
        }
        Files.createDirectories(target.getParent());
        if (entry.isSymbolicLink()) {
            Files.createSymbolicLink(target, Path.of(entry.getLinkName()));
            return;
        }
        Files.copy(content, target, StandardCopyOption.REPLACE_EXISTING);
        var mode = (entry.getMode() & 0100) == 0 ? "rw-r--r--" : "rwxr-xr-x";
        Files.setPosixFilePermissions(target, PosixFilePermissions.fromString(mode));
    }
}
