package io.parley.stack;

import io.parley.stack.client.Projections;
import io.parley.stack.client.Projections.Progress;
import io.parley.stack.home.StackException;
import io.parley.stack.supervise.Console;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Has a service build what it shows anew. */
@Command(name = "rebuild", mixinStandardHelpOptions = true)
final class RebuildCommand implements Callable<Integer> {

    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(500);

    @Mixin
    private final StackOption stack = new StackOption();

    /** What can be rebuilt. */
    enum Projection {
        ANALYTICS;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    @Parameters(paramLabel = "WHAT")
    private Projection projection = Projection.ANALYTICS;

    @Option(names = "--url", paramLabel = "URL")
    private @Nullable URI url;

    @Override
    public Integer call() {
        var console = new Console(System.out);
        var service = new Projections(url == null ? addressOf(projection) : url);
        var progress = service.rebuild();
        var id = progress.id();
        var said = "";
        while (!progress.isDone()) {
            var line = line(progress);
            if (!line.equals(said)) {
                console.say(line);
                said = line;
            }
            pause();
            progress = service.latest();
            if (!progress.id().equals(id)) {
                break; // that one is done, and somebody has asked for another
            }
        }
        console.say("Done after " + Console.seconds(console.elapsed()) + ".");
        missing(progress).forEach(console::say);
        return 0;
    }

    private URI addressOf(Projection what) {
        return switch (what) {
            case ANALYTICS -> stack.analytics();
        };
    }

    static String line(Progress progress) {
        var unit = progress.phase().equals("READING") ? "records read" : "tenants emptied and recounted";
        var percent = progress.total() == 0 ? 0 : 100 * progress.done() / progress.total();
        return progress.total() == 0
                ? "Waiting for the service to take it up"
                : "%,d of %,d %s (%d %%)".formatted(progress.done(), progress.total(), unit, percent);
    }

    /** What could not be read again. */
    static List<String> missing(Progress progress) {
        var said = new ArrayList<String>();
        progress.completeSince()
                .ifPresent(
                        since -> said.add(
                                "The topics tell everything since " + since
                                        + ". What is older was counted again from the facts that are kept; what these lack stays missing."));
        if (progress.statusOnly() > 0) {
            said.add("Of " + progress.statusOnly()
                    + " messages nothing but statuses is known. Replaying webhooks brings back "
                    + "those from customers (POST /api/webhook/events/replay); those that were sent do not come back.");
        }
        return said;
    }

    private static void pause() {
        try {
            Thread.sleep(BETWEEN_LOOKS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StackException("Interrupted; the rebuild goes on", e);
        }
    }
}
