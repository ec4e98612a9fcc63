package io.parley.stack.supervise;

import io.parley.embedded.Placement;
import io.parley.embedded.PostgresServer;
import io.parley.stack.home.StackException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** PostgreSQL as a process of the stack. */
final class PostgresComponent implements Component {

    private final Path directory;
    private final int port;
    private volatile @Nullable PostgresServer server;

    PostgresComponent(Path directory, int port) {
        this.directory = directory;
        this.port = port;
    }

    @Override
    public String name() {
        return Stopper.POSTGRES;
    }

    @Override
    public int port() {
        return port;
    }

    @Override
    public Path log() {
        return PostgresServer.log(directory);
    }

    @Override
    public Path program() {
        return directory;
    }

    /** Durable even where the stack is not: what is thrown away at the end is the directory, by the stack. */
    @Override
    public ProcessHandle start() {
        var started = PostgresServer.start(Placement.durable(directory, port));
        server = started;
        return started.process().toHandle();
    }

    @Override
    public boolean isReady(ProcessHandle process) {
        return true;
    }

    /** The address for DATABASE_URL; known once the server has started. */
    String url() {
        var started = server;
        if (started == null) {
            throw new StackException("PostgreSQL has not started");
        }
        return started.url();
    }
}
