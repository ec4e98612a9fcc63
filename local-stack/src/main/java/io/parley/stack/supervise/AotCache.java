package io.parley.stack.supervise;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * The ahead-of-time cache of one program folder. The first run of a program is recorded; once the stack is up, the running
 * process is told to end the recording and the cache is assembled beside it. The folder holds one version of a program
 * and the file name that of the JVM, so a stale cache is never found; the JVM checks once more.
 */
final class AotCache {

    private static final String JVM = Runtime.version().toString().replaceAll("[^A-Za-z0-9.+-]", "_");
    private static final int PATIENCE_MINUTES = 5;

    private final Path folder;
    private final int port;

    AotCache(Path folder, int port) {
        this.folder = folder;
        this.port = port;
    }

    /** Flags for the next start: use the cache where there is one, else record for it. */
    List<String> flags() {
        if (Files.exists(file())) {
            return List.of("-XX:AOTCache=" + file(), "-Xlog:aot*=error", "-Xlog:cds*=error");
        }
        return List.of("-XX:AOTCacheOutput=" + unfinished(), "-Xlog:aot*=error", "-Xlog:cds*=error");
    }

    boolean isMissing() {
        return Files.exists(folder) && !Files.exists(file());
    }

    /** Ends the recording of a process and waits for its cache; returns whether there is one now. */
    boolean assemble(ProcessHandle process) {
        try {
            var command = List.of(JavaCommand.tool("jcmd"), Long.toString(process.pid()), "AOT.end_recording");
            var jcmd = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            var ended = jcmd.waitFor(PATIENCE_MINUTES, TimeUnit.MINUTES) && jcmd.exitValue() == 0;
            if (!ended || !Files.exists(unfinished())) {
                return false;
            }
            Files.move(unfinished(), file(), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            return true;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /**
     * Whether a process on this port is busy with writing down what it recorded, which it also does when it ends. The
     * file is there from the start, empty.
     */
    static boolean isBeingWritten(Path folder, int port) {
        return folder.resolve(unfinishedName(port) + ".config").toFile().length() > 0;
    }

    /** Removes what a recording left that did not become a cache. */
    static void discardUnfinished(Path folder, int port) {
        try {
            Files.deleteIfExists(folder.resolve(unfinishedName(port)));
            Files.deleteIfExists(folder.resolve(unfinishedName(port) + ".config"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Path file() {
        return folder.resolve(JVM + ".aot");
    }

    private Path unfinished() {
        return folder.resolve(unfinishedName(port));
    }

    private static String unfinishedName(int port) {
        return "recording-" + port + ".aot";
    }
}
