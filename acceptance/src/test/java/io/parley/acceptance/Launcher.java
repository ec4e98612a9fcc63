package io.parley.acceptance;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The command line of a checkout, run as a process of its own: what {@code ./parley} hands over to, without its build.
 * The checkout is a folder of links to the modules, so that all a stack writes lies in that folder.
 */
final class Launcher {

    private static final List<String> MODULES = List.of(
            "analytics-service",
            "auth-service",
            "contact-service",
            "conversation-service",
            "gateway",
            "messaging-service",
            "realtime-service",
            "sandbox",
            "template-service",
            "webhook-ingest");

    /** Would point the stack at somebody else's servers. */
    private static final Set<String> FOREIGN =
            Set.of("DATABASE_URL", "KAFKA_BOOTSTRAP_SERVERS", "META_GRAPH_URL", "PORT");

    private final Path checkout;
    private final Path jar;

    private Launcher(Path checkout, Path jar) {
        this.checkout = checkout;
        this.jar = jar;
    }

    /** Returns the command line of {@code checkout}, with the program that was built in {@code repository}. */
    static Launcher of(Path checkout, Path repository) {
        return new Launcher(checkout, jarIn(repository));
    }

    /** Makes {@code checkout} a folder of links to what was built in {@code repository}. */
    static Launcher linked(Path checkout, Path repository) {
        try {
            Files.createDirectories(checkout);
            for (var module : MODULES) {
                Files.deleteIfExists(checkout.resolve(module));
                Files.createSymbolicLink(checkout.resolve(module), repository.resolve(module));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return of(checkout, repository);
    }

    /** Returns the command that stands for {@code ./parley}. */
    List<String> command(String... arguments) {
        var command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx96m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Dparley.root=" + checkout,
                "-jar",
                jar.toString()));
        command.addAll(Arrays.asList(arguments));
        return command;
    }

    /** Runs a command to its end; throws with all it printed when it fails. */
    String run(Map<String, String> environment, String... arguments) {
        try {
            var output = Files.createTempFile("parley-", ".out");
            try {
                var builder = new ProcessBuilder(command(arguments))
                        .redirectErrorStream(true)
                        .redirectInput(ProcessBuilder.Redirect.from(new File("/dev/null")))
                        .redirectOutput(output.toFile());
                builder.environment().keySet().removeAll(FOREIGN);
                builder.environment().putAll(environment);
                var exit = builder.start().waitFor();
                var printed = Files.readString(output, StandardCharsets.UTF_8);
                if (exit != 0) {
                    throw new IllegalStateException(
                            "parley " + String.join(" ", arguments) + " ended with " + exit + ":\n" + printed);
                }
                return printed;
            } finally {
                Files.delete(output);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static Path jarIn(Path repository) {
        var target = repository.resolve("local-stack/target");
        try (var files = Files.list(target)) {
            return files.filter(file -> file.getFileName().toString().matches("local-stack-[^/]*\\.jar"))
                    .findFirst()
                    .orElseThrow(() -> new IllegalStateException("No jar in " + target + "; build local-stack first"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
