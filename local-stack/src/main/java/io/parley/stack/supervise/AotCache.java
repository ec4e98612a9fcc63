package io.parley.stack.supervise;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;

/**
 * The ahead-of-time cache of one program folder, with which its JVM starts at about 0.6 of the cost. The folder holds one
 * version of a program and the file's name that of the JVM, so a stale cache is never found; the JVM checks once more.
 */
final class AotCache {

    private static final String JVM = Runtime.version().toString().replaceAll("[^A-Za-z0-9.+-]", "_");
    private static final List<String> QUIET = List.of("-Xlog:aot*=error", "-Xlog:cds*=error");

    private final Path folder;
    private final Path unfinished;

    /** {@code port} tells the training of this stack from that of another one with the same program. */
    AotCache(Path folder, int port) {
        this.folder = folder;
        this.unfinished = folder.resolve("unfinished-" + port + ".aot");
    }

    boolean exists() {
        return Files.exists(file());
    }

    /** The JVM's flags for a start with the cache, which {@link #exists}. */
    List<String> flags() {
        return flags("-XX:AOTCache=" + file());
    }

    /** The JVM's flags for a run that makes the cache. */
    List<String> trainingFlags() {
        return flags("-XX:AOTCacheOutput=" + unfinished);
    }

    /** Takes over what a training has made, or clears away what it left; returns whether there is a cache now. */
    boolean finish(boolean succeeded) throws IOException {
        if (succeeded && Files.exists(unfinished)) {
            Files.move(unfinished, file(), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            return true;
        }
        Files.deleteIfExists(unfinished);
        Files.deleteIfExists(unfinished.resolveSibling(unfinished.getFileName() + ".config"));
        return false;
    }

    private Path file() {
        return folder.resolve(JVM + ".aot");
    }

    private static List<String> flags(String first) {
        return List.of(first, QUIET.getFirst(), QUIET.getLast());
    }
}
