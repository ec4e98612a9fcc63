package io.parley.acceptance;

import io.parley.embedded.FreePort;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The one stack that all suites of a run share: started on free ports with empty data through the launcher, stopped
 * through it at the end. Everything it writes is under {@code target/stack}, and its logs stay there.
 *
 * <p>{@code -Dacceptance.attach=CHECKOUT:PORT} uses a stack that runs already instead, and leaves it running; it must
 * have been started with the variables of {@link Stack#ENVIRONMENT}.
 */
final class RunningStack implements AutoCloseable {

    /** The gateway's, and the thirteen after it. */
    private static final int PORTS = 14;

    private final Stack stack;
    private final @Nullable Collector collector;
    private final @Nullable Thread atExit;

    private RunningStack(Stack stack, @Nullable Collector collector, @Nullable Thread atExit) {
        this.stack = stack;
        this.collector = collector;
        this.atExit = atExit;
    }

    static RunningStack start() {
        var module = Path.of(System.getProperty("basedir", "")).toAbsolutePath();
        var repository = Files.exists(module.resolve("local-stack")) ? module : module.resolveSibling("");
        var attach = System.getProperty("acceptance.attach");
        if (attach != null) {
            var checkout = Path.of(attach.substring(0, attach.indexOf(':')));
            var port = Integer.parseInt(attach.substring(attach.indexOf(':') + 1));
            return new RunningStack(new Stack(Launcher.of(checkout, repository), checkout, port, null), null, null);
        }
        var checkout = repository.resolve("acceptance/target/stack");
        removeEarlierRuns(checkout, repository);
        var collector = Collector.open();
        var stack = new Stack(Launcher.linked(checkout, repository), checkout, FreePort.firstOf(PORTS), collector);
        var atExit = new Thread(stack::stop, "stop-stack");
        Runtime.getRuntime().addShutdownHook(atExit);
        stack.start();
        return new RunningStack(stack, collector, atExit);
    }

    Stack stack() {
        return stack;
    }

    @Override
    public void close() {
        if (atExit != null) {
            Runtime.getRuntime().removeShutdownHook(atExit);
            stack.stop();
        }
        if (collector != null) {
            collector.close();
        }
    }

    /** A run that was killed may have left its stack running. What speeds up the next start is kept. */
    private static void removeEarlierRuns(Path checkout, Path repository) {
        var state = checkout.resolve(".parley");
        if (!Files.isDirectory(state)) {
            return;
        }
        try (var folders = Files.list(state)) {
            for (var folder : folders.toList()) {
                var port = folder.getFileName().toString();
                if (port.matches("[0-9]+")) {
                    Launcher.of(checkout, repository).run(Map.of(), "down", "--port", port);
                    delete(folder);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void delete(Path folder) throws IOException {
        try (var files = Files.walk(folder)) {
            for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
