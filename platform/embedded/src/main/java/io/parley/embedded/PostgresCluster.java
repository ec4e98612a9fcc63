package io.parley.embedded;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A PostgreSQL data directory and the ways to create and start it. Layout: {@code data} is the server's, beside it
 * {@code password} of the superuser (readable by the owner alone) and {@code postgres.log}.
 */
final class PostgresCluster {

    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final int TAIL_LINES = 15;
    private static final String POSTMASTER_FILE = "postmaster.pid";

    private final Placement placement;
    private final Path data;
    private final ServerUser user;
    private final PostgresBinaries binaries;

    private PostgresCluster(Placement placement, Path data, ServerUser user, PostgresBinaries binaries) {
        this.placement = placement;
        this.data = data;
        this.user = user;
        this.binaries = binaries;
    }

    /** Opens the cluster of a placement, creating it first where there is none. */
    static PostgresCluster in(Placement placement) throws IOException {
        var data = placement.directory().resolve("data");
        var user = ServerUser.forData(data);
        var cluster = new PostgresCluster(placement, data, user, PostgresBinaries.unpacked(user));
        if (!Files.exists(cluster.passwordFile())) {
            cluster.create();
        }
        return cluster;
    }

    String password() throws IOException {
        return Files.readString(passwordFile()).strip();
    }

    /** Starts the server and waits until it takes connections. */
    Process start(int port) throws IOException {
        refuseIfRunning();
        var deadline = System.nanoTime() + PATIENCE.toNanos();
        while (true) {
            var logged = Files.exists(log()) ? Files.size(log()) : 0;
            var process = launch(port);
            if (becomesReady(process, deadline)) {
                return process;
            }
            process.destroyForcibly();
            if (!anEarlierServerStillEnds(logged) || System.nanoTime() > deadline) {
                throw new EmbeddedServerException("PostgreSQL did not start on port " + port + ":\n" + logTail());
            }
        }
    }

    /** The password file is written last: without it, what lies there is an attempt that was interrupted. */
    private void create() throws IOException {
        Directories.delete(data);
        Files.createDirectories(data);
        user.own(data);
        var password = HexFormat.of().formatHex(randomBytes(16));
        var handedOver = Files.createTempFile("parley", ".tmp");
        try {
            Files.writeString(handedOver, password);
            user.own(handedOver);
            run(initdb(handedOver), "");
        } finally {
            Files.delete(handedOver);
        }
        run(
                List.of(binaries.program("postgres"), "--single", "-D", data.toString(), "postgres"),
                "CREATE DATABASE " + PostgresServer.NAME + ";\n");
        var owned = PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
        Files.writeString(Files.createFile(passwordFile(), owned), password);
    }

    /** The built-in C.UTF-8 sorts and compares alike on every machine, whatever locales it has. */
    private List<String> initdb(Path passwordFile) {
        var command = new ArrayList<>(List.of(
                binaries.program("initdb"),
                "--pgdata=" + data,
                "--username=" + PostgresServer.NAME,
                "--pwfile=" + passwordFile,
                "--auth=scram-sha-256",
                "--encoding=UTF8",
                "--locale=C",
                "--locale-provider=builtin",
                "--builtin-locale=C.UTF-8",
                "--no-instructions"));
        if (!placement.durable()) {
            command.add("--no-sync");
        }
        return command;
    }

    private void run(List<String> command, String input) throws IOException {
        var process = process(user.command(command)).start();
        try (var in = process.getOutputStream()) {
            in.write(input.getBytes(StandardCharsets.UTF_8));
        }
        try {
            if (process.waitFor() != 0) {
                throw new EmbeddedServerException(
                        "PostgreSQL's data directory could not be created in " + data + ":\n" + logTail());
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
            throw new EmbeddedServerException("Interrupted while creating " + data, e);
        }
    }

    private Process launch(int port) throws IOException {
        var command = new ArrayList<>(List.of(binaries.program("postgres"), "-D", data.toString(), "-p", "" + port));
        settings().forEach(setting -> command.addAll(List.of("-c", setting)));
        var process = process(OwnSession.of(user.command(command))).start();
        process.getOutputStream().close();
        return process;
    }

    private List<String> settings() {
        var settings = new ArrayList<>(List.of(
                "listen_addresses=127.0.0.1",
                "unix_socket_directories=",
                "max_connections=300",
                "timezone=UTC",
                "log_timezone=UTC"));
        if (!placement.durable()) {
            settings.addAll(List.of("fsync=off", "synchronous_commit=off", "full_page_writes=off"));
        }
        return settings;
    }

    private ProcessBuilder process(List<String> command) {
        var builder = new ProcessBuilder(command)
                .directory(placement.directory().toFile())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log().toFile()));
        builder.environment().keySet().removeIf(name -> name.startsWith("PG"));
        builder.environment().put("LC_ALL", "C");
        return builder;
    }

    /** Returns false when the process ended, or time ran out, before the server took connections. */
    private boolean becomesReady(Process process, long deadline) throws IOException {
        try {
            while (!process.waitFor(20, TimeUnit.MILLISECONDS)) {
                var state = postmasterFile();
                if (state.size() > 7
                        && state.getFirst().strip().equals("" + process.pid())
                        && state.get(7).strip().equals("ready")) {
                    return true;
                }
                if (System.nanoTime() > deadline) {
                    return false;
                }
            }
            return false;
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** After a kill -9 the sessions of the killed server outlive it for a moment, and PostgreSQL rightly waits for them. */
    private boolean anEarlierServerStillEnds(long loggedBefore) throws IOException {
        try (var log = Files.newInputStream(log())) {
            log.skipNBytes(loggedBefore);
            var said = new String(log.readAllBytes(), StandardCharsets.UTF_8);
            return said.contains("pre-existing shared memory block");
        }
    }

    /**
     * PostgreSQL takes the process in a stale postmaster.pid for its predecessor whatever program has that number by now, and
     * will not start; so the file goes when the number is another program's.
     */
    private void refuseIfRunning() throws IOException {
        var state = postmasterFile();
        if (state.isEmpty()) {
            return;
        }
        var recorded = ProcessHandle.of(Long.parseLong(state.getFirst().strip()));
        if (recorded.isEmpty()) {
            return;
        }
        if (recorded.get().info().command().orElse("").endsWith("/postgres")) {
            throw new EmbeddedServerException("PostgreSQL is already running on " + data + " (process "
                    + recorded.get().pid() + ")");
        }
        Files.deleteIfExists(data.resolve(POSTMASTER_FILE));
    }

    /** What a running server says of itself: process id first, state on line 8; empty when none has run. */
    private List<String> postmasterFile() throws IOException {
        try {
            return Files.readAllLines(data.resolve(POSTMASTER_FILE));
        } catch (NoSuchFileException e) {
            return List.of();
        }
    }

    private Path passwordFile() {
        return placement.directory().resolve("password");
    }

    private Path log() {
        return PostgresServer.log(placement.directory());
    }

    private String logTail() throws IOException {
        var lines = Files.readAllLines(log());
        return String.join("\n", lines.subList(Math.max(0, lines.size() - TAIL_LINES), lines.size()));
    }

    private static byte[] randomBytes(int count) {
        var bytes = new byte[count];
        new SecureRandom().nextBytes(bytes);
        return bytes;
    }
}
