package io.parley.stack;

import io.parley.stack.home.FileTree;
import io.parley.stack.home.StackException;
import io.parley.stack.supervise.Console;
import io.parley.stack.supervise.Stopper;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Stops a stack, also one whose supervisor is gone. */
@Command(name = "down", mixinStandardHelpOptions = true)
final class DownCommand implements Callable<Integer> {

    private static final Duration PATIENCE = Duration.ofSeconds(90);

    @Mixin
    private final StackOption stack = new StackOption();

    @Override
    public Integer call() {
        var home = stack.home();
        var console = new Console(System.out);
        var supervisor = home.supervisor();
        if (supervisor.isEmpty() && home.records().isEmpty()) {
            console.say("Nothing is running on port " + stack.port() + ".");
            return 0;
        }
        supervisor.ifPresent(process -> {
            console.say("Stopping Parley on port " + stack.port() + " …");
            process.destroy();
            if (!ends(process)) {
                process.destroyForcibly();
            }
        });
        new Stopper(home, console).stopAll();
        home.forgetSupervisor();
        FileTree.delete(home.ephemeralData());
        if (home.records().stream().anyMatch(record -> record.isAlive())) {
            throw new StackException("Some processes did not stop; see ./parley status");
        }
        console.say("Stopped after " + Console.seconds(console.elapsed()) + ".");
        return 0;
    }

    private static boolean ends(ProcessHandle process) {
        try {
            process.onExit().get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
            return true;
        } catch (TimeoutException e) {
            return false;
        } catch (ExecutionException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
