package io.parley.stack;

import io.parley.embedded.OwnSession;
import io.parley.stack.home.StackHome;
import io.parley.stack.supervise.Console;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** {@code up} as a process of its own that outlives this one; shows what it prints until it is healthy or has failed. */
final class Detached {

    private static final int POLL_MILLIS = 100;

    private final StackHome home;
    private final Console console;

    Detached(StackHome home, Console console) {
        this.home = home;
        this.console = console;
    }

    /** Returns the exit code: 0 once all is healthy. */
    int start(List<String> arguments) throws IOException {
        var log = home.log(UpCommand.UP);
        var mark = home.readyMark(UpCommand.UP);
        Files.deleteIfExists(mark);
        Files.writeString(log, "");
        var process = new ProcessBuilder(OwnSession.of(command(arguments)))
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
                .start();
        process.getOutputStream().close();
        try (var printed = new RandomAccessFile(log.toFile(), "r")) {
            while (true) {
                var ended = process.waitFor(POLL_MILLIS, TimeUnit.MILLISECONDS);
                var healthy = isHealthy(mark, process.pid());
                showNew(printed);
                if (healthy) {
                    return 0;
                }
                if (ended) {
                    return Math.max(process.exitValue(), Parley.FAILED);
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Parley.FAILED;
        }
    }

    private static List<String> command(List<String> arguments) {
        var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        var command = new ArrayList<>(List.of(java));
        command.addAll(ManagementFactory.getRuntimeMXBean().getInputArguments());
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), Parley.class.getName()));
        arguments.stream().filter(argument -> !argument.equals("--detach")).forEach(command::add);
        command.add("--background");
        return command;
    }

    private static boolean isHealthy(Path mark, long pid) throws IOException {
        try {
            return Files.readString(mark).strip().equals(Long.toString(pid));
        } catch (NoSuchFileException e) {
            return false;
        }
    }

    private void showNew(RandomAccessFile printed) throws IOException {
        var bytes = new byte[(int) (printed.length() - printed.getFilePointer())];
        printed.readFully(bytes);
        if (bytes.length > 0) {
            console.say(new String(bytes, StandardCharsets.UTF_8).stripTrailing());
        }
    }
}
