package io.parley.contact.load;

import io.parley.contact.load.ContactLine.Reading;
import io.parley.contact.load.ImportJob.Status;
import io.parley.contact.load.ImportQueue.Claim;
import io.parley.kit.tenant.TenantContext;
import io.parley.kit.web.ProblemException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.dao.PessimisticLockingFailureException;
import org.springframework.dao.RecoverableDataAccessException;
import org.springframework.dao.TransientDataAccessException;
import org.springframework.dao.UncategorizedDataAccessException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;
import org.springframework.transaction.support.TransactionOperations;

/**
 * Works through one import. A batch of rows, what came of them and the place in the file commit together, so that whoever
 * goes on after a crash goes on exactly there; rows before it are read over.
 */
@Component
class RunImport {

    private static final Logger log = LoggerFactory.getLogger(RunImport.class);
    private static final int ATTEMPTS = 10;

    private final ImportJobs jobs;
    private final ImportQueue queue;
    private final ApplyLines applyLines;
    private final TransactionOperations transaction;
    private final LoadProperties properties;

    RunImport(
            ImportJobs jobs,
            ImportQueue queue,
            ApplyLines applyLines,
            TransactionOperations transaction,
            LoadProperties properties) {
        this.jobs = jobs;
        this.queue = queue;
        this.applyLines = applyLines;
        this.transaction = transaction;
        this.properties = properties;
    }

    /** Runs until the import has ended, another worker has it, or {@code goesOn} says no. */
    void run(Claim claim, BooleanSupplier goesOn) {
        TenantContext.run(claim.tenant(), () -> {
            try {
                work(claim, goesOn);
            } catch (RuntimeException e) {
                if (isOutage(e)) {
                    throw e;
                }
                // The file was looked through when it came, so this is ours to mend; what was processed stays.
                log.error("import {} cannot go on", claim.job(), e);
                end(claim, Status.FAILED);
            }
        });
    }

    private void work(Claim claim, BooleanSupplier goesOn) {
        var job = jobs.find(claim.tenant(), claim.job()).orElseThrow(ProblemException::notFound);
        var done = job.processed();
        var layout = jobs.layout(claim.tenant(), claim.job());
        var bytes = new StoredFile(jobs, claim.tenant(), claim.job()).bytes();
        try (var file = CsvFile.open(bytes, layout)) {
            for (var i = 0; i < done; i++) {
                file.next();
            }
            while (goesOn.getAsBoolean()) {
                var rows = nextBatch(file, layout);
                if (rows.isEmpty()) {
                    end(claim, Status.COMPLETED);
                    return;
                }
                if (!commit(claim, job, rows, done)) {
                    log.info("import {} goes on elsewhere", claim.job());
                    return;
                }
                done += rows.size();
            }
            queue.release(claim);
        }
    }

    private List<Reading> nextBatch(CsvFile file, Layout layout) {
        var rows = new ArrayList<Reading>(properties.batchSize());
        while (rows.size() < properties.batchSize() && file.hasNext()) {
            rows.add(ContactLine.read(file.next(), layout.columns()));
        }
        return rows;
    }

    /** Returns false where it was not this worker's turn. Who meets others at the same contacts tries again. */
    private boolean commit(Claim claim, ImportJob job, List<Reading> rows, int done) {
        for (var attempt = 1; ; attempt++) {
            try {
                return Boolean.TRUE.equals(transaction.execute(status -> {
                    var progress = applyLines.apply(claim.tenant(), rows, done + 1, job.createdAt());
                    var ours = jobs.advance(claim.tenant(), claim.job(), done, progress) && queue.renew(claim);
                    if (!ours) {
                        status.setRollbackOnly();
                    }
                    return ours;
                }));
            } catch (DuplicateKeyException | PessimisticLockingFailureException e) {
                if (attempt == ATTEMPTS) {
                    throw e;
                }
            }
        }
    }

    /** Tells whether it is worth going on with the same rows when the database is back. */
    private static boolean isOutage(RuntimeException failure) {
        return failure instanceof TransactionException
                || failure instanceof TransientDataAccessException
                || failure instanceof RecoverableDataAccessException
                || failure instanceof DataAccessResourceFailureException
                || failure instanceof UncategorizedDataAccessException;
    }

    private void end(Claim claim, Status status) {
        transaction.executeWithoutResult(ignored -> jobs.finish(claim.tenant(), claim.job(), status));
    }
}
