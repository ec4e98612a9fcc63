package io.parley.stack.supervise;

import io.parley.stack.home.ProcessRecord;
import io.parley.stack.home.StackHome;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Makes the ahead-of-time caches that are missing, one after the other, in processes of the lowest priority beside the
 * running stack. A service in training comes up as far as before it takes work, and ends.
 */
final class AotTraining {

    private static final String NAME = "aot-training";

    private final StackHome home;
    private volatile boolean stopped;
    private volatile @Nullable ProcessHandle running;

    AotTraining(StackHome home) {
        this.home = home;
    }

    /** Returns how many caches it has made. */
    int run(List<JvmComponent> components) {
        var made = 0;
        for (var component : components) {
            if (!stopped && !component.aotCache().exists()) {
                made += train(component) ? 1 : 0;
            }
        }
        return made;
    }

    void stop() {
        stopped = true;
        var process = running;
        if (process != null) {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
        }
    }

    /** A cache that cannot be made is no reason to disturb a stack that runs; the next start tries again. */
    private boolean train(JvmComponent component) {
        try {
            var process = component.startTraining(home.log(NAME));
            running = process.toHandle();
            home.remember(ProcessRecord.of(NAME, process.toHandle(), component.port(), component.program(), 0));
            var succeeded = process.waitFor() == 0;
            return component.aotCache().finish(succeeded);
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            stop();
            return false;
        } finally {
            home.forget(NAME);
        }
    }
}
