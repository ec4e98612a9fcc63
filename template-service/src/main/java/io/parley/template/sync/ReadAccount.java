package io.parley.template.sync;

import io.parley.kit.id.Ids;
import io.parley.kit.tenant.TenantContext;
import io.parley.template.account.Account;
import io.parley.template.account.Accounts;
import io.parley.template.account.SyncQueue;
import io.parley.template.account.SyncQueue.Claim;
import io.parley.template.book.Book;
import io.parley.template.book.Templates;
import io.parley.template.graph.GraphAnswer;
import io.parley.template.graph.GraphTemplates;
import io.parley.template.graph.MetaTemplate;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionOperations;

/** Reads an account whole and takes over what it says. Nothing is taken over of a reading that broke off. */
@Component
class ReadAccount {

    private static final Logger log = LoggerFactory.getLogger(ReadAccount.class);
    private static final int LARGEST_SHIFT = 12;

    private final Accounts accounts;
    private final SyncQueue queue;
    private final GraphTemplates graph;
    private final Kept kept;
    private final SyncProperties properties;
    private final Clock clock;

    ReadAccount(
            Accounts accounts,
            SyncQueue queue,
            GraphTemplates graph,
            Kept kept,
            SyncProperties properties,
            Clock clock) {
        this.accounts = accounts;
        this.queue = queue;
        this.graph = graph;
        this.kept = kept;
        this.properties = properties;
        this.clock = clock;
    }

    /** What is known here, and how it is changed. */
    @Component
    record Kept(Templates templates, Book book, Ids ids, TransactionOperations transaction) {}

    /** A template as it was listed. */
    record Listed(MetaTemplate template, Instant at) {}

    /** All of an account's templates. */
    record Reading(List<Listed> templates) {}

    /** How a reading went: a result, or the answer that ended it. */
    record Outcome(
            Comparison.@Nullable Result result, @Nullable GraphAnswer trouble) {}

    /** Reads the account that is claimed, and ends the claim. */
    Outcome read(Claim claim) {
        var failed = true;
        try {
            var outcome = TenantContext.<Outcome, RuntimeException>call(
                    claim.tenant(),
                    () -> accounts.find(claim.tenant(), claim.businessAccountId())
                            .map(this::read)
                            .orElseGet(() -> new Outcome(null, null)));
            failed = outcome.trouble() != null;
            if (failed) {
                log.warn(
                        "templates of account {} could not be read: {}",
                        claim.businessAccountId(),
                        String.valueOf(outcome.trouble()).split("\\[", 2)[0]);
            }
            return outcome;
        } finally {
            queue.end(claim, failed, clock.instant().plus(failed ? pause(claim.failures()) : jittered()));
        }
    }

    private Outcome read(Account account) {
        var begun = clock.instant();
        var listed = new ArrayList<Listed>();
        String after = null;
        for (var number = 0; number < properties.pages(); number++) {
            var page = graph.page(account, after);
            if (!(page.answer() instanceof GraphAnswer.Done done)) {
                return new Outcome(null, page.answer());
            }
            if (clock.instant().isAfter(begun.plus(properties.lease().dividedBy(2)))) {
                return new Outcome(null, new GraphAnswer.Lost());
            }
            // Without Meta's time the reading counts as of before it was asked for.
            var at = Objects.requireNonNullElse(done.at(), begun.minusSeconds(1));
            page.templates().forEach(one -> listed.add(new Listed(one, at)));
            after = page.next();
            if (after == null) {
                return new Outcome(take(account, new Reading(listed), begun), null);
            }
        }
        return new Outcome(null, new GraphAnswer.Lost());
    }

    private Comparison.Result take(Account account, Reading reading, Instant begun) {
        return Objects.requireNonNull(kept.transaction().execute(status -> {
            var known = kept.templates().lockAccount(account.tenant(), account.id());
            var result = new Comparison(account.tenant(), reading, kept.ids(), clock.instant())
                    .with(known, begun.minus(properties.settle()));
            kept.book().keep(result.changes());
            return result;
        }));
    }

    private Duration pause(int failures) {
        var pause = properties.firstPause().multipliedBy(1L << Math.min(failures, LARGEST_SHIFT));
        return pause.compareTo(properties.every()) > 0 ? properties.every() : pause;
    }

    /** So that the accounts of many tenants are not due together. */
    private Duration jittered() {
        return Duration.ofMillis((long)
                (properties.every().toMillis() * ThreadLocalRandom.current().nextDouble(0.75, 1.25)));
    }
}
