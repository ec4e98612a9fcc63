package io.parley.embedded;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A running PostgreSQL 18 with one database and its superuser, both named {@code parley}. Start returns when it takes
 * connections; after a kill of its process or of the machine the next start recovers what was committed. Its log is
 * {@code postgres.log} in the directory of its placement. A durable server outlives a JVM that ends without closing it.
 */
public final class PostgresServer implements AutoCloseable {

    static final String NAME = "parley";

    private final Placement placement;
    private final int port;
    private final String password;
    private final Process process;
    private final @Nullable ExitHook exitHook;

    private PostgresServer(Placement placement, int port, String password, Process process) {
        this.placement = placement;
        this.port = port;
        this.password = password;
        this.process = process;
        this.exitHook = placement.durable() ? null : ExitHook.register("stop-postgres", this::close);
    }

    /** Starts a server; throws {@link EmbeddedServerException} with the reason when it cannot. */
    public static PostgresServer start(Placement placement) {
        try {
            var cluster = PostgresCluster.in(placement);
            var port = FreePort.orGiven(placement.port());
            return new PostgresServer(placement, port, cluster.password(), cluster.start(port));
        } catch (IOException e) {
            throw new UncheckedIOException("PostgreSQL in " + placement.directory(), e);
        }
    }

    /** The log of a server that uses {@code directory}. */
    public static Path log(Path directory) {
        return directory.resolve("postgres.log");
    }

    /** Asks a server's main process to end its sessions and stop: what it does on SIGINT, not on SIGTERM. */
    public static void requestStop(ProcessHandle server) {
        try {
            new ProcessBuilder("/bin/sh", "-c", "kill -INT " + server.pid())
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start()
                    .waitFor();
        } catch (IOException e) {
            server.destroy();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    public int port() {
        return port;
    }

    public String user() {
        return NAME;
    }

    public String password() {
        return password;
    }

    public String jdbcUrl() {
        return "jdbc:postgresql://127.0.0.1:" + port + "/" + NAME;
    }

    /** The form of DATABASE_URL: {@code postgresql://user:password@host:port/database}. */
    public String url() {
        return "postgresql://" + NAME + ":" + password + "@127.0.0.1:" + port + "/" + NAME;
    }

    /** The server's main process. */
    public Process process() {
        return process;
    }

    /** Stops the server at once and in order; an ephemeral one also loses its data. */
    @Override
    public void close() {
        requestStop(process.toHandle());
        try {
            if (!process.waitFor(20, TimeUnit.SECONDS)) {
                process.destroyForcibly().waitFor();
            }
            if (!placement.durable()) {
                Directories.delete(placement.directory());
            }
            if (exitHook != null) {
                exitHook.cancel();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
