package io.parley.contact.load;

import io.parley.contact.ContactError;
import io.parley.kit.id.Ids;
import io.parley.kit.security.Caller;
import io.parley.kit.web.ProblemException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.locks.LockSupport;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionOperations;

/** Takes a file in. Whoever has been told of an import finds it again: it is kept, with its file, before the answer. */
@Component
class TakeFile {

    private static final Duration LOOK_AGAIN = Duration.ofMillis(20);
    private static final Duration COME_BACK = Duration.ofSeconds(30);

    private final ImportJobs jobs;
    private final ImportWorkers workers;
    private final TransactionOperations transaction;
    private final LoadProperties properties;
    private final Ids ids;

    TakeFile(
            ImportJobs jobs,
            ImportWorkers workers,
            TransactionOperations transaction,
            LoadProperties properties,
            Ids ids) {
        this.jobs = jobs;
        this.workers = workers;
        this.transaction = transaction;
        this.properties = properties;
        this.ids = ids;
    }

    /** Returns the import as it stands when it has ended or the caller has waited long enough. */
    ImportJob take(Caller caller, Inspection.Source file) throws IOException {
        var inspection = inspect(file);
        var id = ids.next();
        transaction.executeWithoutResult(status -> keep(caller, id, inspection, file));
        workers.wake();
        return await(caller, id);
    }

    private static Inspection inspect(Inspection.Source file) throws IOException {
        try {
            return Inspection.of(file);
        } catch (CsvUnreadable e) {
            throw ProblemException.ofField(ContactError.CSV_UNREADABLE, "file", e.reason());
        }
    }

    private void keep(Caller caller, UUID id, Inspection inspection, Inspection.Source file) {
        if (jobs.unfinished(caller.tenant()) >= properties.unfinishedPerTenant()) {
            throw ProblemException.retryLater(
                    ContactError.TOO_MANY_IMPORTS, "Wait until an earlier import has ended", COME_BACK);
        }
        try (var bytes = file.open()) {
            jobs.add(caller.tenant(), id, caller.user(), inspection, bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private ImportJob await(Caller caller, UUID id) {
        var deadline = System.nanoTime() + properties.answerWithin().toNanos();
        var job = find(caller, id);
        while (!job.isFinished() && System.nanoTime() < deadline) {
            LockSupport.parkNanos(LOOK_AGAIN.toNanos());
            job = find(caller, id);
        }
        return job;
    }

    private ImportJob find(Caller caller, UUID id) {
        return jobs.find(caller.tenant(), id).orElseThrow(ProblemException::notFound);
    }
}
