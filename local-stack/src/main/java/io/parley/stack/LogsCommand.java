package io.parley.stack;

import io.parley.embedded.PostgresServer;
import io.parley.stack.home.StackException;
import io.parley.stack.home.StackHome;
import io.parley.stack.supervise.LogTail;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Shows what the processes of a stack have written. */
@Command(name = "logs", mixinStandardHelpOptions = true)
final class LogsCommand implements Callable<Integer> {

    private static final long POLL_NANOS = 250_000_000;
    private static final int LINES_OF_ONE = 100;
    private static final int LINES_OF_EACH = 15;

    @Mixin
    private final StackOption stack = new StackOption();

    @Parameters(arity = "0..1", paramLabel = "SERVICE")
    private @Nullable String service;

    @Option(names = {"-f", "--follow"})
    private boolean follow;

    @Option(
            names = {"-n", "--lines"},
            paramLabel = "N")
    private @Nullable Integer lines;

    @Override
    public Integer call() throws IOException {
        var logs = logs(stack.home());
        if (service != null && !logs.containsKey(service)) {
            throw new StackException("No log of " + service + " on port " + stack.port() + " (there are: "
                    + String.join(", ", logs.keySet()) + ")");
        }
        if (logs.isEmpty()) {
            throw new StackException("No logs on port " + stack.port() + ": nothing was started there.");
        }
        if (service != null) {
            logs.keySet().retainAll(java.util.Set.of(service));
        }
        var positions = new LinkedHashMap<String, Long>();
        for (var log : logs.entrySet()) {
            positions.put(log.getKey(), Files.size(log.getValue()));
            var count = lines != null ? lines : service != null ? LINES_OF_ONE : LINES_OF_EACH;
            LogTail.of(log.getValue(), count).forEach(line -> show(log.getKey(), line));
        }
        while (follow) {
            LockSupport.parkNanos(POLL_NANOS);
            for (var log : logs.entrySet()) {
                positions.computeIfPresent(log.getKey(), (name, from) -> showFrom(name, log.getValue(), from));
            }
        }
        return 0;
    }

    private static Map<String, Path> logs(StackHome home) throws IOException {
        var logs = new TreeMap<String, Path>();
        try (var files = Files.list(home.logs())) {
            files.filter(file -> file.toString().endsWith(".log"))
                    .forEach(file -> logs.put(file.getFileName().toString().replaceFirst("\\.log$", ""), file));
        }
        var postgres = PostgresServer.log(home.data().resolve("postgres"));
        if (Files.exists(postgres)) {
            logs.put("postgres", postgres);
        }
        return logs;
    }

    /** Shows the whole lines from a position on; returns where to go on. */
    private long showFrom(String name, Path log, long from) {
        try (var file = new RandomAccessFile(log.toFile(), "r")) {
            if (file.length() < from) {
                return 0;
            }
            var bytes = new byte[(int) Math.min(file.length() - from, 1 << 20)];
            file.seek(from);
            file.readFully(bytes);
            var end = bytes.length;
            while (end > 0 && bytes[end - 1] != '\n') {
                end--;
            }
            new String(bytes, 0, end, StandardCharsets.UTF_8).lines().forEach(line -> show(name, line));
            return from + end;
        } catch (IOException e) {
            return from;
        }
    }

    private void show(String name, String line) {
        System.out.println(service != null ? line : String.format("%-20s | %s", name, line));
    }
}
