package io.parley.contact.load;

import io.parley.kit.id.Ids;
import io.parley.kit.work.QueueWorkers;
import org.springframework.stereotype.Component;

/**
 * The threads of one instance that run imports: those that were begun here, and those that another has left. Each ends its
 * batch when the service stops; the import goes on from there, here or elsewhere.
 */
@Component
class ImportWorkers extends QueueWorkers {

    private final ImportQueue queue;
    private final RunImport runImport;
    private final Ids ids;

    ImportWorkers(ImportQueue queue, RunImport runImport, LoadProperties properties, Ids ids) {
        super("import", properties.workers(), properties.poll(), properties.lease());
        this.queue = queue;
        this.runImport = runImport;
        this.ids = ids;
    }

    @Override
    protected boolean work() {
        var claim = queue.claim(ids.next());
        claim.ifPresent(taken -> runImport.run(taken, this::isRunning));
        return claim.isPresent();
    }
}
