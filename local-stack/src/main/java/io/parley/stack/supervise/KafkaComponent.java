package io.parley.stack.supervise;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** The Kafka broker as a process of the stack: this same program, run as {@link KafkaProcess}. */
final class KafkaComponent extends JvmComponent {

    private static final int HEAP_MEGABYTES = 256;

    private final Path directory;
    private final int controllerPort;
    private final Path readyMark;

    KafkaComponent(Path directory, int port, int controllerPort, StackSettings settings) {
        super(Stopper.KAFKA, port, settings.home().log(Stopper.KAFKA), HEAP_MEGABYTES, modeOf(settings.start()));
        this.directory = directory;
        this.controllerPort = controllerPort;
        this.readyMark = settings.home().readyMark(Stopper.KAFKA);
    }

    /** All services wait for Kafka, and its own start is short. */
    private static StartMode modeOf(StartMode services) {
        return services == StartMode.QUICK ? StartMode.CACHED : services;
    }

    @Override
    public Path program() {
        return OwnProgram.folder();
    }

    @Override
    List<String> arguments() {
        return List.of(
                "-cp",
                System.getProperty("java.class.path"),
                KafkaProcess.class.getName(),
                directory.toString(),
                Integer.toString(port()),
                Integer.toString(controllerPort),
                readyMark.toString());
    }

    @Override
    List<String> trainingArguments() {
        return List.of("-cp", System.getProperty("java.class.path"), KafkaProcess.class.getName());
    }

    @Override
    Map<String, String> environment() {
        return System.getenv();
    }

    @Override
    public ProcessHandle start() throws IOException {
        Files.deleteIfExists(readyMark);
        return super.start();
    }

    @Override
    public boolean isReady(ProcessHandle process) {
        try {
            return Files.readString(readyMark).strip().equals(Long.toString(process.pid()));
        } catch (NoSuchFileException e) {
            return false;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
