package io.parley.template.sync;

import io.parley.kit.work.QueueWorkers;
import io.parley.template.account.SyncQueue;
import java.time.Clock;
import java.time.Duration;
import org.springframework.stereotype.Component;

/** Reads accounts that are due, a few at a time. A reading that is broken off is begun anew when its lease has run out. */
@Component
class SyncWorkers extends QueueWorkers {

    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final SyncQueue queue;
    private final ReadAccount readAccount;
    private final SyncProperties properties;
    private final Clock clock;

    SyncWorkers(SyncQueue queue, ReadAccount readAccount, SyncProperties properties, Clock clock) {
        super("template-sync", properties.workers(), properties.poll(), PATIENCE);
        this.queue = queue;
        this.readAccount = readAccount;
        this.properties = properties;
        this.clock = clock;
    }

    @Override
    protected boolean work() {
        var claim = queue.claim(clock.instant(), properties.lease());
        claim.ifPresent(readAccount::read);
        return claim.isPresent();
    }
}
