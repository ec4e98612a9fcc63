package io.parley.stack.home;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Properties;

/**
 * A process that was started, as remembered on disk. The start time tells it from a later process that got the same
 * number, so that nobody else's process is ever taken for ours.
 *
 * @param program the folder of the program it runs
 * @param restarts how often it was started again in this stack's life
 */
public record ProcessRecord(String name, long pid, Instant started, int port, Path program, int restarts) {

    private static final Duration CLOCK_ADJUSTMENT = Duration.ofSeconds(2);

    public static ProcessRecord of(String name, ProcessHandle process, int port, Path program, int restarts) {
        var started = process.info().startInstant().orElse(Instant.EPOCH);
        return new ProcessRecord(name, process.pid(), started, port, program, restarts);
    }

    /** The process, if it still runs. */
    public Optional<ProcessHandle> process() {
        return ProcessHandle.of(pid).filter(ProcessHandle::isAlive).filter(this::isTheOneStarted);
    }

    public boolean isAlive() {
        return process().isPresent();
    }

    void write(Path file) {
        var properties = new Properties();
        properties.setProperty("name", name);
        properties.setProperty("pid", Long.toString(pid));
        properties.setProperty("started", started.toString());
        properties.setProperty("port", Integer.toString(port));
        properties.setProperty("program", program.toString());
        properties.setProperty("restarts", Integer.toString(restarts));
        var unfinished = file.resolveSibling(file.getFileName() + ".tmp");
        try {
            try (var out = Files.newBufferedWriter(unfinished)) {
                properties.store(out, null);
            }
            Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Reads a record; nothing when there is none or it cannot be understood. */
    static Optional<ProcessRecord> read(Path file) {
        var properties = new Properties();
        try (var in = Files.newBufferedReader(file)) {
            properties.load(in);
            return Optional.of(new ProcessRecord(
                    properties.getProperty("name", ""),
                    Long.parseLong(properties.getProperty("pid", "")),
                    Instant.parse(properties.getProperty("started", "")),
                    Integer.parseInt(properties.getProperty("port", "0")),
                    Path.of(properties.getProperty("program", "")),
                    Integer.parseInt(properties.getProperty("restarts", "0"))));
        } catch (NoSuchFileException | NumberFormatException | java.time.format.DateTimeParseException e) {
            return Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private boolean isTheOneStarted(ProcessHandle process) {
        return process.info()
                .startInstant()
                .map(instant -> Duration.between(started, instant).abs().compareTo(CLOCK_ADJUSTMENT) < 0)
                .orElse(false);
    }
}
