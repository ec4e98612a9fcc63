package io.parley.stack;

import io.parley.stack.client.DemoTenant;
import io.parley.stack.client.ParleyApi;
import io.parley.stack.client.SandboxControl;
import io.parley.stack.home.FileTree;
import io.parley.stack.home.Secrets;
import io.parley.stack.home.Service;
import io.parley.stack.home.StackException;
import io.parley.stack.home.StackHome;
import io.parley.stack.supervise.Console;
import io.parley.stack.supervise.OwnProgram;
import io.parley.stack.supervise.StackSettings;
import io.parley.stack.supervise.StartMode;
import io.parley.stack.supervise.Stopper;
import io.parley.stack.supervise.Supervisor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Starts a stack and keeps it running until it is told to stop. */
@Command(name = "up", mixinStandardHelpOptions = true)
final class UpCommand implements Callable<Integer> {

    static final String UP = "up";

    @Spec
    @SuppressWarnings("NullAway.Init")
    private picocli.CommandLine.Model.CommandSpec spec;

    @Mixin
    private final StackOption stack = new StackOption();

    @Option(names = "--bind", paramLabel = "ADDRESS", defaultValue = "127.0.0.1")
    private String bind = "127.0.0.1";

    @Option(names = "--data", paramLabel = "FOLDER")
    private @Nullable Path data;

    @Option(names = "--ephemeral")
    private boolean ephemeral;

    @Option(names = "--detach")
    private boolean detach;

    @Option(names = "--no-sandbox")
    private boolean withoutSandbox;

    @Option(names = "--no-aot")
    private boolean withoutAotCache;

    @Option(names = "--quick")
    private boolean quick;

    @Option(names = "--timeout", paramLabel = "SECONDS", defaultValue = "600")
    private int timeoutSeconds = 600;

    @Option(names = "--background", hidden = true)
    private boolean inBackground;

    private final CountDownLatch stopped = new CountDownLatch(1);

    @Override
    public Integer call() throws IOException {
        if (stack.port() < 1 || stack.port() > StackOption.MAX_PORT) {
            throw new ParameterException(
                    spec.commandLine(), "--port " + stack.port() + " (expected: 1 to " + StackOption.MAX_PORT + ")");
        }
        if (ephemeral && data != null) {
            throw new ParameterException(spec.commandLine(), "--ephemeral and --data exclude each other");
        }
        var home = stack.home();
        var console = new Console(System.out);
        refuseIfRunning(home);
        if (detach) {
            return new Detached(home, console)
                    .start(spec.commandLine().getParseResult().originalArgs());
        }
        stopLeftovers(home, console);
        run(home, console);
        return 0;
    }

    private void run(StackHome home, Console console) throws IOException {
        var folder = dataFolder(home);
        var settings = new StackSettings(stack.checkout(), home, folder, bind, withSandbox(), startMode());
        var secrets = Secrets.in(folder);
        var supervisor = new Supervisor(settings, secrets, System.getenv(), console);
        var atExit = new Thread(() -> stop(supervisor, home, console), "stop-stack");
        Runtime.getRuntime().addShutdownHook(atExit);
        supervisor.requireFreePorts();
        home.rememberSupervisor(OwnProgram.folder());
        console.say("Starting Parley on port " + home.port() + ", data in " + shown(folder));
        supervisor.start(Duration.ofSeconds(timeoutSeconds));
        welcome(supervisor, secrets, console);
        Files.writeString(
                home.readyMark(UP), Long.toString(ProcessHandle.current().pid()));
        if (!withoutAotCache && !ephemeral) {
            supervisor.trainAotCaches();
        }
        awaitStop();
    }

    /** The first start of a checkout is quick too: it makes the caches that the next one finds. */
    private StartMode startMode() {
        if (withoutAotCache) {
            return StartMode.BARE;
        }
        return quick || !ephemeral ? StartMode.QUICK : StartMode.CACHED;
    }

    /** The data of an earlier run is deleted where this one is to start with none. */
    private Path dataFolder(StackHome home) {
        var folder = home.defaultData();
        if (ephemeral) {
            FileTree.delete(home.ephemeralData());
            folder = home.ephemeralData();
        } else if (data != null) {
            folder = data.toAbsolutePath().normalize();
        }
        home.useData(folder);
        return folder;
    }

    private void welcome(Supervisor supervisor, Secrets secrets, Console console) {
        var url = "http://localhost:" + stack.port();
        console.say("Parley is up after " + Console.seconds(console.elapsed()) + ".");
        console.say("");
        console.say("  URL         " + url);
        if (supervisor.runs(Service.AUTH) && supervisor.runs(Service.GATEWAY)) {
            var demo = new DemoTenant(new ParleyApi(stack.gateway()), secrets);
            try {
                demo.ensure(supervisor.runs(Service.SANDBOX) ? new SandboxControl(stack.sandbox()) : null);
                console.say("  Demo login  " + DemoTenant.EMAIL + "  password " + demo.password());
                console.say("  Try         curl -s " + url + "/api/auth/login -H 'Content-Type: application/json' "
                        + "-d '{\"email\":\"" + DemoTenant.EMAIL + "\",\"password\":\"" + demo.password() + "\"}'");
            } catch (StackException e) {
                console.say("  Demo login  none: " + e.getMessage());
            }
        }
        console.say("");
        console.say(
                inBackground
                        ? "It goes on in the background: ./parley status, ./parley logs -f, ./parley down" + portHint()
                        : "Ctrl-C stops it. In another terminal: ./parley status, ./parley logs -f" + portHint());
    }

    private String portHint() {
        return stack.port() == 3000 ? "" : " (with --port " + stack.port() + ")";
    }

    private void refuseIfRunning(StackHome home) {
        home.supervisor().ifPresent(supervisor -> {
            throw new StackException("Parley is already running on port " + home.port() + " (process "
                    + supervisor.pid() + "). See ./parley status, stop it with ./parley down" + portHint() + ".");
        });
    }

    private static void stopLeftovers(StackHome home, Console console) {
        if (!home.records().isEmpty()) {
            console.say("An earlier run was not stopped; stopping what it left:");
            new Stopper(home, console).stopAll();
        }
    }

    private void stop(Supervisor supervisor, StackHome home, Console console) {
        if (!home.records().isEmpty()) {
            console.say("Stopping:");
        }
        supervisor.stop();
        if (ephemeral) {
            FileTree.delete(home.ephemeralData());
        }
        home.forgetSupervisor();
        stopped.countDown();
    }

    private void awaitStop() {
        try {
            stopped.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private boolean withSandbox() {
        return !withoutSandbox && !System.getenv().containsKey("META_GRAPH_URL");
    }

    private Path shown(Path folder) {
        var root = stack.checkout().root();
        return folder.startsWith(root) ? root.relativize(folder) : folder;
    }
}
