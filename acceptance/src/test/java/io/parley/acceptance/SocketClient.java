package io.parley.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.abort;

import io.parley.testkit.Patience;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The {@code socket.io-client} that front ends use, in a Node process of its own. */
final class SocketClient implements AutoCloseable {

    private static final Duration PATIENCE = Patience.SOON;
    private static final JsonMapper JSON = new JsonMapper();

    private static final class Installed {
        static final Path FOLDER = Path.of("target/node").toAbsolutePath();

        /** Why the client is not there; empty where it is. */
        static final String PROBLEM = install(FOLDER);
    }

    private final Process process;
    private final BufferedWriter input;
    private final List<JsonNode> heard = new CopyOnWriteArrayList<>();

    private SocketClient(Process process) {
        this.process = process;
        this.input = process.outputWriter();
        Thread.ofVirtual().start(this::listen);
    }

    /** Connects to {@code url} with {@code options} of socket.io-client; aborts the test where there is no Node, or no npm package. */
    static SocketClient connect(String url, Map<String, ?> options) {
        if (!Installed.PROBLEM.isEmpty()) {
            abort(Installed.PROBLEM);
        }
        try {
            return new SocketClient(new ProcessBuilder("node", "client.mjs", url, JSON.writeValueAsString(options))
                    .directory(Installed.FOLDER.toFile())
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void emit(String event, Object... arguments) {
        try {
            input.write(JSON.writeValueAsString(Map.of("emit", event, "args", arguments)));
            input.newLine();
            input.flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Returns everything of {@code event} so far, in order. */
    List<JsonNode> heard(String event) {
        return heard.stream()
                .filter(one -> one.path("event").asString().equals(event))
                .toList();
    }

    /** Waits for the first of {@code event} that is as {@code wanted}. */
    JsonNode await(String event, Predicate<JsonNode> wanted) {
        var found = new ArrayList<JsonNode>();
        org.awaitility.Awaitility.await("the client hears " + event)
                .atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(20))
                .until(() -> heard(event).stream()
                        .filter(wanted)
                        .findFirst()
                        .map(found::add)
                        .isPresent());
        return found.getFirst();
    }

    /** Leaves without a word, as a telephone in a tunnel does. */
    @Override
    public void close() {
        process.destroyForcibly();
        try {
            assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void listen() {
        try (BufferedReader output = process.inputReader()) {
            for (var line = output.readLine(); line != null; line = output.readLine()) {
                heard.add(JSON.readTree(line));
            }
        } catch (IOException e) {
            // The process was ended.
        }
    }

    private static String install(Path folder) {
        var source = Path.of("src/test/node").toAbsolutePath();
        try {
            Files.createDirectories(folder);
            for (var file : List.of("package.json", "package-lock.json", "client.mjs")) {
                Files.write(folder.resolve(file), Files.readAllBytes(source.resolve(file)));
            }
            var npm = new ProcessBuilder("npm", "ci", "--no-audit", "--no-fund")
                    .directory(folder.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(folder.resolve("npm.log").toFile())
                    .start();
            if (!npm.waitFor(5, TimeUnit.MINUTES) || npm.exitValue() != 0) {
                npm.destroyForcibly();
                return "npm could not install socket.io-client; " + folder.resolve("npm.log") + " says why";
            }
        } catch (IOException e) {
            return "there is no Node with npm on the PATH: the real socket.io-client is not tried";
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return "the installation of socket.io-client was interrupted";
        }
        return "";
    }
}
