package io.parley.stack.supervise;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UnpackedJarTest {

    @TempDir
    Path folder;

    @Test
    void isFoundAgainAfterABuildOfTheSameContent() throws Exception {
        var first = UnpackedJar.fingerprint(jar("content"));
        var rebuilt = jar("content");
        Files.setLastModifiedTime(rebuilt, FileTime.fromMillis(0));

        assertThat(UnpackedJar.fingerprint(rebuilt)).isEqualTo(first);
    }

    @Test
    void isAnotherOneForOtherContent() throws Exception {
        assertThat(UnpackedJar.fingerprint(jar("content"))).isNotEqualTo(UnpackedJar.fingerprint(jar("Content")));
    }

    private Path jar(String content) throws IOException {
        var jar = folder.resolve("a.jar");
        try (var zip = new ZipOutputStream(Files.newOutputStream(jar))) {
            zip.putNextEntry(new ZipEntry("A.class"));
            zip.write(content.getBytes());
            zip.closeEntry();
        }
        return jar;
    }
}
