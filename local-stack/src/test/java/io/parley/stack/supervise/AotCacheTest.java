package io.parley.stack.supervise;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AotCacheTest {

    @TempDir
    Path folder;

    @Test
    void recordsTheFirstRunAndUsesWhatCameOfIt() throws Exception {
        var cache = new AotCache(folder, 3001);
        assertThat(cache.flags().getFirst()).startsWith("-XX:AOTCacheOutput=" + folder);
        assertThat(cache.isMissing()).isTrue();

        Files.createFile(folder.resolve(Runtime.version() + ".aot"));

        assertThat(cache.flags().getFirst()).isEqualTo("-XX:AOTCache=" + folder.resolve(Runtime.version() + ".aot"));
        assertThat(cache.isMissing()).isFalse();
    }

    @Test
    void neverUsesTheCacheOfAnotherJvm() throws Exception {
        Files.createFile(folder.resolve("25.0.0+1.aot"));

        assertThat(new AotCache(folder, 3001).flags().getFirst()).startsWith("-XX:AOTCacheOutput=");
    }

    @Test
    void isBeingWrittenOnceThereIsSomethingInTheFile() throws Exception {
        var file = folder.resolve("recording-3001.aot.config");
        Files.createFile(file);
        assertThat(AotCache.isBeingWritten(folder, 3001)).isFalse();

        Files.writeString(file, "classes");
        assertThat(AotCache.isBeingWritten(folder, 3001)).isTrue();

        AotCache.discardUnfinished(folder, 3001);
        assertThat(file).doesNotExist();
    }
}
