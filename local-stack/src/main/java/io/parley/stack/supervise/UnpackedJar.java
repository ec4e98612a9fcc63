package io.parley.stack.supervise;

import io.parley.stack.home.FileTree;
import io.parley.stack.home.StackException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.zip.ZipFile;

/**
 * A service's jar taken apart into a class path, which starts faster than the jar and is what an ahead-of-time cache needs.
 * The folder is named after the content of the jar, so a new build of the same sources finds it again.
 */
record UnpackedJar(Path folder) {

    static UnpackedJar of(Path jar, String name, Path parent) throws IOException {
        var folder = parent.resolve(name + "-" + fingerprint(jar));
        if (!Files.isDirectory(folder)) {
            Files.createDirectories(parent);
            unpack(jar, folder);
        }
        return new UnpackedJar(folder);
    }

    Path jar() {
        return folder.resolve("app.jar");
    }

    private static void unpack(Path jar, Path folder) throws IOException {
        var unfinished = Files.createTempDirectory(folder.getParent(), "unpacking-");
        // The tool names the class path's first jar after the file it unpacks.
        var copy = unfinished.resolve("app.jar");
        Files.copy(jar, copy);
        var content = unfinished.resolve("content");
        var process = new ProcessBuilder(List.of(
                        JavaCommand.tool("java"),
                        "-XX:TieredStopAtLevel=1",
                        "-XX:+UseSerialGC",
                        "-Djarmode=tools",
                        "-jar",
                        copy.toString(),
                        "extract",
                        "--destination",
                        content.toString()))
                .redirectErrorStream(true)
                .start();
        var said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        try {
            if (process.waitFor() != 0) {
                throw new StackException(jar + " could not be unpacked: " + said);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StackException("Interrupted while unpacking " + jar, e);
        }
        try {
            Files.move(content, folder, StandardCopyOption.ATOMIC_MOVE);
        } catch (FileAlreadyExistsException | java.nio.file.DirectoryNotEmptyException e) {
            // Another stack was faster.
        }
        FileTree.delete(unfinished);
    }

    /** From the table of contents alone: names and checksums, no content is read. */
    static String fingerprint(Path jar) throws IOException {
        try (var zip = new ZipFile(jar.toFile())) {
            var digest = MessageDigest.getInstance("SHA-256");
            zip.stream().forEach(entry -> {
                digest.update(entry.getName().getBytes(StandardCharsets.UTF_8));
                digest.update(ByteBuffer.allocate(Long.BYTES)
                        .putLong(0, entry.getCrc())
                        .array());
            });
            return HexFormat.of().formatHex(digest.digest(), 0, 8);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
