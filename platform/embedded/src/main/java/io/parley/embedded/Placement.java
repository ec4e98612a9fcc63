package io.parley.embedded;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Where a server keeps its data, where it listens, and whether the data outlives it. A durable server waits for the disk
 * as in production; an ephemeral one does not, and its directory is deleted when it is closed.
 *
 * @param directory made when absent; one server at a time may use it
 * @param port 0 for any free one
 */
public record Placement(Path directory, int port, boolean durable) {

    public Placement {
        directory = directory.toAbsolutePath().normalize();
        if (port < 0 || port > 65535) {
            throw new IllegalArgumentException("port: " + port + " (expected: 0 to 65535)");
        }
    }

    public static Placement durable(Path directory, int port) {
        return new Placement(directory, port, true);
    }

    public static Placement ephemeral(Path directory, int port) {
        return new Placement(directory, port, false);
    }

    /** A new temporary directory and any free port. */
    public static Placement ephemeral() {
        try {
            return ephemeral(Files.createTempDirectory("parley-"), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
