package io.parley.stack.supervise;

import io.parley.embedded.OwnSession;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A Java program as a process of the stack: small heap, ahead-of-time cache, output appended to its log. */
abstract class JvmComponent implements Component {

    private static final long LARGEST_LOG = 20L << 20;
    private static final List<String> FLAGS =
            List.of("-XX:+UseSerialGC", "-XX:+UseCompactObjectHeaders", "-XX:+ExitOnOutOfMemoryError");

    private final String name;
    private final int port;
    private final Path log;
    private final int heapMegabytes;
    private final StartMode mode;

    JvmComponent(String name, int port, Path log, int heapMegabytes, StartMode mode) {
        this.name = name;
        this.port = port;
        this.log = log;
        this.heapMegabytes = heapMegabytes;
        this.mode = mode;
    }

    /** What follows the JVM's flags on the command line. */
    abstract List<String> arguments();

    /** The same for a run that only trains for the ahead-of-time cache. */
    abstract List<String> trainingArguments();

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
        return launch(java(startFlags(aotCache(), mode), arguments()), log).toHandle();
    }

    static List<String> startFlags(AotCache cache, StartMode mode) {
        if (mode != StartMode.BARE && cache.exists()) {
            return cache.flags();
        }
        return mode == StartMode.QUICK ? List.of("-XX:TieredStopAtLevel=1") : List.of();
    }

    /** Starts the program as far as it goes without taking work, to learn what its start needs; it ends by itself. */
    final Process startTraining(Path trainingLog) throws IOException {
        var command = new ArrayList<>(List.of("nice", "-n", "19"));
        command.addAll(java(aotCache().trainingFlags(), trainingArguments()));
        return launch(command, trainingLog);
    }

    final AotCache aotCache() {
        return new AotCache(program(), port);
    }

    private List<String> java(List<String> aotFlags, List<String> arguments) {
        var command = new ArrayList<>(List.of(JavaCommand.tool("java"), "-Xmx" + heapMegabytes + "m"));
        command.addAll(FLAGS);
        command.addAll(aotFlags);
        command.addAll(arguments);
        return command;
    }

    private Process launch(List<String> command, Path output) throws IOException {
        rotate(output);
        var builder = new ProcessBuilder(OwnSession.of(command))
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(output.toFile()));
        builder.environment().clear();
        builder.environment().putAll(environment());
        var process = builder.start();
        process.getOutputStream().close();
        return process;
    }

    private static void rotate(Path log) throws IOException {
        if (Files.exists(log) && Files.size(log) > LARGEST_LOG) {
            Files.move(log, log.resolveSibling(log.getFileName() + ".1"), StandardCopyOption.REPLACE_EXISTING);
        }
    }
}
