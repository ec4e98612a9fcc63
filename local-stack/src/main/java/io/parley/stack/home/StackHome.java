package io.parley.stack.home;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** The files of one stack: records of its processes, logs, and where its data is. Stacks of different ports share none. */
public final class StackHome {

    private static final String SUPERVISOR = "supervisor";
    private static final String RECORD_SUFFIX = ".pid";

    private final Path folder;

    private StackHome(Path folder) {
        this.folder = folder;
    }

    static StackHome of(Path folder) {
        return new StackHome(folder);
    }

    public int port() {
        return Integer.parseInt(folder.getFileName().toString());
    }

    public Path logs() {
        return made(folder.resolve("logs"));
    }

    public Path log(String process) {
        return logs().resolve(process + ".log");
    }

    /** A file that says that the process of this name takes work; each start of it writes its own process id there. */
    public Path readyMark(String process) {
        return made(folder.resolve("run")).resolve(process + ".ready");
    }

    /** Where the data of this stack is: as last told, else in its own folder. */
    public Path data() {
        try {
            return Files.exists(dataFile())
                    ? Path.of(Files.readString(dataFile()).strip())
                    : defaultData();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public void useData(Path data) {
        try {
            Files.createDirectories(data);
            Files.writeString(dataFile(), data.toAbsolutePath().normalize() + "\n");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public Path defaultData() {
        return folder.resolve("data");
    }

    public Path ephemeralData() {
        return folder.resolve("ephemeral");
    }

    public void remember(ProcessRecord record) {
        record.write(recordFile(record.name()));
    }

    public void forget(String process) {
        try {
            Files.deleteIfExists(recordFile(process));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public void rememberSupervisor(Path program) {
        remember(ProcessRecord.of(SUPERVISOR, ProcessHandle.current(), port(), program, 0));
    }

    public void forgetSupervisor() {
        forget(SUPERVISOR);
    }

    /** The supervisor of this stack, if it runs. */
    public Optional<ProcessHandle> supervisor() {
        return ProcessRecord.read(recordFile(SUPERVISOR)).flatMap(ProcessRecord::process);
    }

    /** What the supervisor has started and not stopped, the last one first. */
    public List<ProcessRecord> records() {
        var run = folder.resolve("run");
        if (!Files.isDirectory(run)) {
            return List.of();
        }
        try (var files = Files.list(run)) {
            return files.filter(file -> file.toString().endsWith(RECORD_SUFFIX))
                    .flatMap(file -> ProcessRecord.read(file).stream())
                    .filter(record -> !record.name().equals(SUPERVISOR))
                    .sorted(Comparator.comparing(ProcessRecord::started).reversed())
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Path recordFile(String process) {
        return made(folder.resolve("run")).resolve(process + RECORD_SUFFIX);
    }

    private Path dataFile() {
        return made(folder).resolve("data-folder");
    }

    private static Path made(Path directory) {
        try {
            return Files.createDirectories(directory);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
