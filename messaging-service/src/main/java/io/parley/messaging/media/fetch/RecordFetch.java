package io.parley.messaging.media.fetch;

import io.parley.contract.MessageChanged;
import io.parley.contract.MessageError;
import io.parley.kit.json.Json;
import io.parley.kit.outbox.Outbox;
import io.parley.kit.tenant.TenantContext;
import io.parley.messaging.media.MediaFile;
import io.parley.messaging.media.MediaProperties;
import io.parley.messaging.media.MediaTable;
import io.parley.messaging.media.fetch.FetchQueue.Claim;
import io.parley.messaging.message.MessageEvents;
import io.parley.messaging.message.MessageRow;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionOperations;

/** Writes what came of fetching a file: its row, its message, its place in the queue and the event, all or none. */
@Service
class RecordFetch {

    private static final Logger log = LoggerFactory.getLogger(RecordFetch.class);
    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(5);

    private final JdbcClient jdbc;
    private final FetchQueue queue;
    private final MediaTable table;
    private final Outbox outbox;
    private final TransactionOperations transaction;
    private final Plan plan;

    RecordFetch(
            JdbcClient jdbc,
            FetchQueue queue,
            MediaTable table,
            Outbox outbox,
            TransactionOperations transaction,
            Plan plan) {
        this.jdbc = jdbc;
        this.queue = queue;
        this.table = table;
        this.outbox = outbox;
        this.transaction = transaction;
        this.plan = plan;
    }

    /** When to try again, and when no more. */
    @Service
    record Plan(MediaProperties properties, Clock clock) {

        boolean isOver(Claim claim) {
            return claim.attempts() >= properties.fetch().attempts();
        }

        Duration pause(Claim claim) {
            var pause = properties.fetch().firstPause();
            for (var i = 1; i < claim.attempts() && pause.compareTo(LONGEST_PAUSE) < 0; i++) {
                pause = pause.multipliedBy(2);
            }
            return pause.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : pause;
        }
    }

    void record(Claim claim, FetchOutcome outcome) {
        switch (outcome) {
            case FetchOutcome.Fetched(var file) -> settle(claim, () -> fetched(claim, file));
            case FetchOutcome.Never(var reason) -> settle(claim, () -> failed(claim, reason));
            case FetchOutcome.Later(var reason) when plan.isOver(claim) -> settle(claim, () -> failed(claim, reason));
            case FetchOutcome.Waiting(var reason) -> {
                log.info("file {} waits: {}", claim.media(), reason.code());
                queue.waitUncounted(
                        claim,
                        plan.clock().instant().plus(plan.properties().fetch().outagePause()));
            }
            case FetchOutcome.Later(var reason) -> {
                log.info("file {} was not fetched at attempt {}: {}", claim.media(), claim.attempts(), reason.code());
                queue.postpone(claim, plan.clock().instant().plus(plan.pause(claim)));
            }
        }
    }

    private void settle(Claim claim, Runnable change) {
        TenantContext.run(
                claim.tenant(),
                () -> transaction.executeWithoutResult(status -> {
                    if (queue.leave(claim)) {
                        change.run();
                    }
                }));
    }

    private void fetched(Claim claim, MediaFile.Stored file) {
        if (table.fetched(file)) {
            tell(claim, Map.of("mediaStatus", "STORED", "size", file.size()), MessageChanged.Change.MEDIA_STORED);
        }
    }

    private void failed(Claim claim, MessageError reason) {
        log.warn("file {} cannot be fetched: {}", claim.media(), reason.code());
        if (table.failed(claim.tenant(), claim.media(), reason)) {
            tell(claim, Map.of("mediaStatus", "FAILED", "mediaError", reason), MessageChanged.Change.MEDIA_FAILED);
        }
    }

    private void tell(Claim claim, Map<String, Object> change, MessageChanged.Change what) {
        var now = plan.clock().instant().truncatedTo(ChronoUnit.MICROS);
        var messages = jdbc.sql("""
                        update message m set content = (m.content - 'mediaError') || ?::jsonb, updated_at = ?::timestamptz
                        from media f where f.tenant_id = ? and f.id = ? and m.tenant_id = f.tenant_id and m.id = f.message_id
                        returning m.*""")
                .param(Json.events().writeValueAsString(change))
                .param(now.toString())
                .param(claim.tenant().value())
                .param(claim.media())
                .query((row, count) -> MessageRow.read(row))
                .list();
        for (var message : messages) {
            outbox.add(MessageEvents.changed(
                    claim.tenant(), revision(claim.media(), what, now), now, new MessageChanged(what, message)));
        }
    }

    /** Tells one change of a file from its next. */
    private static String revision(UUID media, MessageChanged.Change what, Instant at) {
        return what + " " + media + " " + at;
    }
}
