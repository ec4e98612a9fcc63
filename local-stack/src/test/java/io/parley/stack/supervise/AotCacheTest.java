package io.parley.stack.supervise;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AotCacheTest {

    @TempDir
    Path folder;

    @Test
    void isUsedOnceATrainingHasMadeIt() throws Exception {
        var cache = new AotCache(folder, 3001);
        assertThat(cache.exists()).isFalse();
        assertThat(JvmComponent.startFlags(cache, StartMode.CACHED)).isEmpty();
        assertThat(JvmComponent.startFlags(cache, StartMode.QUICK)).containsExactly("-XX:TieredStopAtLevel=1");

        Files.createFile(folder.resolve("unfinished-3001.aot"));
        assertThat(cache.trainingFlags()).contains("-XX:AOTCacheOutput=" + folder.resolve("unfinished-3001.aot"));
        assertThat(cache.finish(true)).isTrue();

        assertThat(cache.exists()).isTrue();
        for (var mode : List.of(StartMode.CACHED, StartMode.QUICK)) {
            assertThat(JvmComponent.startFlags(cache, mode))
                    .contains("-XX:AOTCache=" + folder.resolve(Runtime.version() + ".aot"))
                    .doesNotContain("-XX:TieredStopAtLevel=1");
        }
        assertThat(JvmComponent.startFlags(cache, StartMode.BARE)).isEmpty();
    }

    @Test
    void isNotMadeOfATrainingThatFailed() throws Exception {
        var cache = new AotCache(folder, 3001);
        Files.createFile(folder.resolve("unfinished-3001.aot"));
        Files.createFile(folder.resolve("unfinished-3001.aot.config"));

        assertThat(cache.finish(false)).isFalse();

        assertThat(cache.exists()).isFalse();
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void neverComesFromAnotherJvm() throws Exception {
        Files.createFile(folder.resolve("25.0.0+1.aot"));

        assertThat(new AotCache(folder, 3001).exists()).isFalse();
    }
}
