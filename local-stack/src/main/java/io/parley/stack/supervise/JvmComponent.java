package io.parley.stack.supervise;

import io.parley.embedded.OwnSession;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A Java program as a process of the stack: small heap, ahead-of-time cache, output appended to its log. */
abstract class JvmComponent implements Component {

    private static final long LARGEST_LOG = 20L << 20;
    private static final List<String> FLAGS =
            List.of("-XX:+UseSerialGC", "-XX:+UseCompactObjectHeaders", "-XX:+ExitOnOutOfMemoryError");

    private final String name;
    private final int port;
    private final Path log;
    private final int heapMegabytes;
    private final boolean withAotCache;

    JvmComponent(String name, int port, Path log, int heapMegabytes, boolean withAotCache) {
        this.name = name;
        this.port = port;
        this.log = log;
        this.heapMegabytes = heapMegabytes;
        this.withAotCache = withAotCache;
    }

    /** What follows the JVM's flags on the command line. */
    abstract List<String> arguments();

    /** The environment of the process, all of it; asked for when it is started. */
    abstract Map<String, String> environment();

    @Override
    public final String name() {
        return name;
    }

    @Override
    public final int port() {
        return port;
    }

    @Override
    public final Path log() {
        return log;
    }

    @Override
    public ProcessHandle start() throws IOException {
        AotCache.discardUnfinished(program(), port);
        var command = new ArrayList<>(List.of(JavaCommand.tool("java"), "-Xmx" + heapMegabytes + "m"));
        command.addAll(FLAGS);
        aotCache().ifPresent(cache -> command.addAll(cache.flags()));
        command.addAll(arguments());
        rotate();
        var builder = new ProcessBuilder(OwnSession.of(command))
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
        builder.environment().clear();
        builder.environment().putAll(environment());
        var process = builder.start();
        process.getOutputStream().close();
        return process.toHandle();
    }

    /** A JVM that records writes that down when it ends, for half a minute; nothing else makes it do so by itself. */
    @Override
    public final boolean isGivingUp() {
        return withAotCache && AotCache.isBeingWritten(program(), port);
    }

    final Optional<AotCache> aotCache() {
        return withAotCache ? Optional.of(new AotCache(program(), port)) : Optional.empty();
    }

    private void rotate() throws IOException {
        if (Files.exists(log) && Files.size(log) > LARGEST_LOG) {
            Files.move(log, log.resolveSibling(log.getFileName() + ".1"), StandardCopyOption.REPLACE_EXISTING);
        }
    }
}
