package io.parley.messaging.accept;

import io.parley.contract.MessageEvent;
import io.parley.contract.TenantId;
import io.parley.kit.database.CleanText;
import io.parley.kit.json.Json;
import io.parley.kit.web.ProblemException;
import io.parley.messaging.MessagingError;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import org.springframework.dao.CannotAcquireLockException;
import org.springframework.dao.QueryTimeoutException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.databind.JsonNode;

/**
 * Remembers for 24 hours what was answered under an idempotency key. The key is taken in the transaction of the work itself:
 * another request with the same key waits until that has ended, and work that was refused leaves no key behind.
 */
@Repository
class IdempotencyKeys {

    static final Duration KEPT = Duration.ofHours(24);

    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final JdbcClient jdbc;
    private final Clock clock;

    IdempotencyKeys(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /**
     * Takes {@code key} for {@code request}, or returns what was answered to the same request before. Throws
     * {@link ProblemException} where the key belongs to another request, or to one that does not end.
     */
    @Transactional(propagation = Propagation.MANDATORY)
    Optional<MessageEvent> take(TenantId tenant, String key, Object request) {
        JsonNode asked = CleanText.of(Json.events().<JsonNode>valueToTree(request));
        var text = Json.events().writeValueAsString(asked);
        if (insert(tenant, key, text)) {
            return Optional.empty();
        }
        return Optional.of(jdbc.sql("""
                        select request = ?::jsonb as same, answer from idempotency_key
                        where tenant_id = ? and key = ?""")
                .param(text)
                .param(tenant.value())
                .param(key)
                .query((row, count) -> {
                    if (!row.getBoolean("same")) {
                        throw ProblemException.of(
                                MessagingError.IDEMPOTENCY_KEY_REUSED,
                                "This Idempotency-Key was used for another request; take a new one");
                    }
                    return Json.events().readValue(row.getString("answer"), MessageEvent.class);
                })
                .single());
    }

    /** Keeps what is answered under a key that was taken in this transaction. */
    @Transactional(propagation = Propagation.MANDATORY)
    void keep(TenantId tenant, String key, MessageEvent answer) {
        jdbc.sql("update idempotency_key set answer = ? where tenant_id = ? and key = ?")
                .param(Json.events().writeValueAsString(answer))
                .param(tenant.value())
                .param(key)
                .update();
    }

    /** Old keys of the tenant go with the occasion, a few at a time, so that nothing has to sweep over all tenants. */
    private boolean insert(TenantId tenant, String key, String request) {
        var now = clock.instant();
        var expired = now.minus(KEPT).toString();
        jdbc.sql("set local lock_timeout = " + PATIENCE.toMillis()).update();
        try {
            return jdbc.sql("""
                            with swept as (
                              delete from idempotency_key where tenant_id = :tenant and key <> :key and key in (
                                select key from idempotency_key
                                where tenant_id = :tenant and created_at < :expired::timestamptz
                                limit 100 for update skip locked))
                            insert into idempotency_key as k (tenant_id, key, request, created_at)
                            values (:tenant, :key, :request::jsonb, :now::timestamptz)
                            on conflict (tenant_id, key) do update
                              set request = excluded.request, created_at = excluded.created_at, answer = null
                              where k.created_at < :expired::timestamptz""")
                            .param("tenant", tenant.value())
                            .param("key", key)
                            .param("request", request)
                            .param("now", now.toString())
                            .param("expired", expired)
                            .update()
                    == 1;
        } catch (CannotAcquireLockException | QueryTimeoutException e) {
            throw ProblemException.retryLater(
                    MessagingError.IDEMPOTENCY_KEY_IN_USE,
                    "Another request with this Idempotency-Key is under way",
                    Duration.ofSeconds(1));
        }
    }
}
