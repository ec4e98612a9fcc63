package io.parley.stack.supervise;

import io.parley.stack.home.Secrets;
import io.parley.stack.home.Service;
import io.parley.stack.home.StackException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Runs a stack: PostgreSQL and Kafka first, unless the caller brings their own, then everything that has been built. What
 * it has started it keeps running until it is stopped; what it stops it has started.
 */
public final class Supervisor {

    private static final int POSTGRES_OFFSET = 10;
    private static final int KAFKA_OFFSET = 11;
    private static final int CONTROLLER_OFFSET = 12;
    private static final Duration REPORT_EVERY = Duration.ofSeconds(15);

    private final StackSettings settings;
    private final Map<String, String> caller;
    private final Console console;
    private final @Nullable PostgresComponent postgres;
    private final List<Component> infrastructure = new ArrayList<>();
    private final List<Component> services = new ArrayList<>();
    private final List<Keeper> keepers = new ArrayList<>();
    private final AotTraining training;
    private volatile boolean stopping;

    public Supervisor(StackSettings settings, Secrets secrets, Map<String, String> caller, Console console) {
        this.settings = settings;
        this.caller = caller;
        this.console = console;
        this.training = new AotTraining(settings.home());
        this.postgres = caller.containsKey(ServiceEnvironment.DATABASE_URL)
                ? null
                : new PostgresComponent(settings.data().resolve("postgres"), settings.port() + POSTGRES_OFFSET);
        if (postgres != null) {
            infrastructure.add(postgres);
        }
        if (!caller.containsKey(ServiceEnvironment.KAFKA_BOOTSTRAP_SERVERS)) {
            infrastructure.add(new KafkaComponent(
                    settings.data().resolve("kafka"),
                    settings.port() + KAFKA_OFFSET,
                    settings.port() + CONTROLLER_OFFSET,
                    settings));
        }
        var environment = new ServiceEnvironment(settings, secrets, caller);
        for (var service : Service.values()) {
            if (service != Service.SANDBOX || settings.withSandbox()) {
                settings.checkout()
                        .jar(service)
                        .ifPresent(jar -> services.add(new ServiceComponent(
                                service, jar, settings, () -> environment.of(service, infrastructureAddresses()))));
            }
        }
    }

    public boolean runs(Service service) {
        return services.stream().anyMatch(component -> component.name().equals(service.module()));
    }

    /** Throws unless every port is free. */
    public void requireFreePorts() {
        for (var component : infrastructure) {
            PortCheck.requireFree(component.name(), component.port(), "127.0.0.1", settings.port());
        }
        for (var component : services) {
            var bind = component.name().equals(Service.GATEWAY.module()) ? settings.bind() : "127.0.0.1";
            PortCheck.requireFree(component.name(), component.port(), bind, settings.port());
        }
    }

    /** Returns when all take work; throws with the reason when one does not, or not within {@code patience}. */
    public void start(Duration patience) {
        var deadline = System.nanoTime() + patience.toNanos();
        var unpacked = services.stream().map(Supervisor::prepare).toList();
        awaitReady(infrastructure.stream().map(this::keep).toList(), deadline);
        try {
            unpacked.forEach(CompletableFuture::join);
        } catch (CompletionException e) {
            throw new StackException("A service could not be unpacked: " + e.getCause(), e);
        }
        settings.checkout().removeUnused(programs());
        awaitReady(services.stream().map(this::keep).toList(), deadline);
    }

    /** Makes the ahead-of-time caches that are missing, at the lowest priority; returns when that is done. */
    public void trainAotCaches() {
        var components = Stream.concat(infrastructure.stream(), services.stream())
                .filter(JvmComponent.class::isInstance)
                .map(JvmComponent.class::cast)
                .toList();
        var made = training.run(components);
        if (made > 0 && !stopping) {
            console.say("The next start will be faster: " + made + " ahead-of-time caches are ready.");
        }
    }

    /** Stops all that was started, in the reverse order. */
    public void stop() {
        stopping = true;
        training.stop();
        List.copyOf(keepers).forEach(Keeper::stop);
        new Stopper(settings.home(), console).stopAll();
    }

    private static CompletableFuture<Void> prepare(Component component) {
        return CompletableFuture.runAsync(() -> {
            try {
                component.prepare();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
    }

    private Keeper keep(Component component) {
        var keeper = new Keeper(component, settings.home(), console);
        keepers.add(keeper);
        Thread.ofPlatform().daemon().name("keep-" + component.name()).start(keeper);
        return keeper;
    }

    private void awaitReady(List<Keeper> started, long deadline) {
        var all =
                CompletableFuture.allOf(started.stream().map(Keeper::firstReady).toArray(CompletableFuture[]::new));
        var anyFailed = new CompletableFuture<Void>();
        started.forEach(keeper -> keeper.firstReady().exceptionally(failure -> {
            anyFailed.completeExceptionally(failure);
            return null;
        }));
        var settled = CompletableFuture.anyOf(all, anyFailed);
        while (true) {
            try {
                settled.get(REPORT_EVERY.toMillis(), TimeUnit.MILLISECONDS);
                return;
            } catch (TimeoutException e) {
                reportWaiting(started, deadline);
            } catch (ExecutionException e) {
                throw new StackException(reason(e), e);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new StackException("Interrupted", e);
            }
        }
    }

    private void reportWaiting(List<Keeper> started, long deadline) {
        var waiting =
                started.stream().filter(keeper -> !keeper.firstReady().isDone()).toList();
        if (System.nanoTime() < deadline) {
            var names =
                    waiting.stream().map(keeper -> keeper.component().name()).toList();
            console.say("  ... still starting after " + Console.seconds(console.elapsed()) + ": "
                    + String.join(", ", names));
            return;
        }
        var first = waiting.getFirst().component();
        throw new StackException(first.name() + " is not ready in time (--timeout). " + LogTail.ofFailure(first.log()));
    }

    private static String reason(ExecutionException failure) {
        var cause = failure.getCause();
        return String.valueOf(cause == null ? failure : cause.getMessage());
    }

    private List<Path> programs() {
        var programs = new ArrayList<Path>();
        programs.add(OwnProgram.folder());
        services.forEach(service -> programs.add(service.program()));
        return programs;
    }

    private Map<String, String> infrastructureAddresses() {
        var addresses = new HashMap<String, String>();
        if (postgres != null) {
            addresses.put(ServiceEnvironment.DATABASE_URL, postgres.url());
        }
        if (!caller.containsKey(ServiceEnvironment.KAFKA_BOOTSTRAP_SERVERS)) {
            addresses.put(ServiceEnvironment.KAFKA_BOOTSTRAP_SERVERS, "127.0.0.1:" + (settings.port() + KAFKA_OFFSET));
        }
        return addresses;
    }
}
