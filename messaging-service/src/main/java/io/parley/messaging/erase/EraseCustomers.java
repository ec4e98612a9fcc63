package io.parley.messaging.erase;

import io.parley.contract.MessageEvent;
import io.parley.contract.MessageStatus;
import io.parley.contract.StatusChanged;
import io.parley.kit.erasure.ErasureTally;
import io.parley.kit.event.Event;
import io.parley.kit.outbox.Outbox;
import io.parley.kit.tenant.TenantContext;
import io.parley.messaging.erase.ErasedContent.Place;
import io.parley.messaging.erase.ErasedContent.Whole;
import io.parley.messaging.message.MessageEvents;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;
import org.springframework.transaction.support.TransactionOperations;

/**
 * Goes through the threads of erased customers, a bounded batch in each transaction. A message that was emptied is its own
 * mark of how far it has come, so whoever goes on after a crash goes on there. Sends and downloads that are under way are
 * waited for. Done is what a look at everything finds empty, some time after the names were taken away: what had begun
 * before that has ended by then.
 */
@Component
class EraseCustomers {

    private static final Logger log = LoggerFactory.getLogger(EraseCustomers.class);
    private static final int BATCH = 500;

    private static final Duration LOOK_AGAIN = Duration.ofSeconds(1);

    private final ErasureStore erasures;
    private final ErasedContent content;
    private final ErasedFiles files;
    private final ErasureTally tally;
    private final Outbox outbox;
    private final Steps steps;

    EraseCustomers(
            ErasureStore erasures,
            ErasedContent content,
            ErasedFiles files,
            ErasureTally tally,
            Outbox outbox,
            Steps steps) {
        this.erasures = erasures;
        this.content = content;
        this.files = files;
        this.tally = tally;
        this.outbox = outbox;
        this.steps = steps;
    }

    /** Runs one step in one transaction, unless the erasure is done or another instance is at it. */
    @Component
    record Steps(ErasureStore erasures, TransactionOperations transaction, Clock clock, EraseProperties properties) {

        Instant now() {
            return clock.instant().truncatedTo(ChronoUnit.MICROS);
        }

        /** When all that still knew the names has ended. */
        Instant quiet(Erasure erasure) {
            return erasure.takenAt().plus(properties.quiet());
        }

        boolean run(Erasure erasure, Runnable step) {
            return Boolean.TRUE.equals(transaction.execute(status -> {
                var ours = erasures.lock(erasure);
                if (ours) {
                    step.run();
                }
                return ours;
            }));
        }
    }

    @Scheduled(fixedDelay = 250)
    void eraseRegularly() {
        try {
            for (var erasure : erasures.due(steps.now())) {
                TenantContext.run(erasure.tenant(), () -> erase(erasure));
            }
        } catch (DataAccessException | TransactionException | UncheckedIOException e) {
            log.warn("an erasure is interrupted: {}", e.toString());
        }
    }

    private void erase(Erasure erasure) {
        for (var conversation : erasure.conversations()) {
            if (!eraseThread(erasure, conversation)) {
                return;
            }
        }
        steps.run(erasure, () -> conclude(erasure));
    }

    /** Returns false where another instance has the erasure. */
    private boolean eraseThread(Erasure erasure, UUID conversation) {
        var place = Place.NEWEST;
        while (true) {
            var batch = new Batch();
            var from = place;
            if (!steps.run(erasure, () -> take(erasure, conversation, from, batch))) {
                return false;
            }
            if (batch.messages.isEmpty()) {
                return true;
            }
            files.delete(erasure, batch.files);
            if (!steps.run(erasure, () -> empty(erasure, batch))) {
                return false;
            }
            var last = batch.messages.getLast();
            place = new Place(last.createdAt(), last.position());
        }
    }

    private void take(Erasure erasure, UUID conversation, Place from, Batch batch) {
        var now = steps.now();
        var cancelled = content.cancel(erasure, BATCH, now);
        outbox.add(cancelled.stream().map(one -> failed(erasure, one, now)).toList());
        batch.messages = content.next(erasure.tenant(), conversation, from, BATCH, now);
        batch.files = files.condemn(
                erasure,
                batch.messages.stream()
                        .map(Whole::file)
                        .filter(Objects::nonNull)
                        .distinct()
                        .toList());
    }

    private void empty(Erasure erasure, Batch batch) {
        files.forget(erasure, batch.files);
        tally.add(erasure.tenant(), erasure.id(), "files", batch.files.size());
        tally.add(erasure.tenant(), erasure.id(), "messages", content.empty(erasure, batch.messages, steps.now()));
    }

    private void conclude(Erasure erasure) {
        var now = steps.now();
        var quiet = steps.quiet(erasure);
        if (now.isBefore(quiet)) {
            erasures.postpone(erasure, quiet);
            return;
        }
        if (content.isSending(erasure) || content.isLeft(erasure)) {
            erasures.postpone(erasure, now.plus(LOOK_AGAIN));
            return;
        }
        content.forgetStrays(erasure);
        erasures.complete(erasure, now);
        outbox.add(tally.answer(erasure.tenant(), erasure.id(), TakeUpErasure.SERVICE, now));
    }

    private static Event failed(Erasure erasure, MessageEvent message, Instant now) {
        return MessageEvents.statusChanged(
                erasure.tenant(),
                new StatusChanged(
                        message.id(),
                        message.conversationId(),
                        null,
                        MessageStatus.QUEUED,
                        message.status(),
                        now,
                        message.error(),
                        null));
    }

    /** What one round is about. */
    private static final class Batch {
        private List<Whole> messages = List.of();
        private List<UUID> files = List.of();
    }
}
