package io.parley.analytics.rebuild;

import io.parley.kit.work.QueueWorkers;
import java.time.Duration;
import java.util.UUID;
import org.springframework.stereotype.Component;

/** Looks for rebuilds that were asked for and does them. One that is broken off is begun anew, here or elsewhere. */
@Component
class RebuildWorker extends QueueWorkers {

    private final Rebuilds rebuilds;
    private final RunRebuild runRebuild;

    RebuildWorker(Rebuilds rebuilds, RunRebuild runRebuild, RebuildProperties properties) {
        super("rebuild", 1, properties.poll(), Duration.ZERO);
        this.rebuilds = rebuilds;
        this.runRebuild = runRebuild;
    }

    @Override
    protected boolean work() {
        rebuilds.claim().ifPresent(this::run);
        return false; // a rebuild is rare: the next one may wait, and so must one that has failed
    }

    private void run(UUID id) {
        try {
            runRebuild.run(id);
        } catch (RuntimeException e) {
            rebuilds.release(id);
            throw e;
        }
    }
}
