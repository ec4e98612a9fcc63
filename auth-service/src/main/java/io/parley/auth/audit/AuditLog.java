package io.parley.auth.audit;

import io.parley.contract.TenantId;
import io.parley.kit.id.Ids;
import io.parley.kit.json.Json;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.Map;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** Records changes in the transaction that makes them: there is no change without its entry. */
@Component
public class AuditLog {

    private final JdbcClient jdbc;
    private final Clock clock;
    private final Ids ids;

    AuditLog(JdbcClient jdbc, Clock clock, Ids ids) {
        this.jdbc = jdbc;
        this.clock = clock;
        this.ids = ids;
    }

    /**
     * What was done to what.
     *
     * @param action such as {@code USER_CREATED}
     * @param details what changed; never a secret's value
     */
    public record Change(String action, String targetType, Object targetId, Map<String, ?> details) {}

    /** Adds an entry for the actor's tenant. */
    @Transactional(propagation = Propagation.MANDATORY)
    public void record(Actor actor, Change change) {
        var tenant = actor.caller().tenant();
        count(tenant);
        jdbc.sql("""
                        insert into audit_log (tenant_id, entry_id, at, actor_id, actor_name, action, target_type,
                          target_id, details, address, request_id)
                        values (:tenant, :id, :at, :actor, :name, :action, :type, :target, :details::jsonb, :address,
                          :request)""")
                .param("tenant", tenant.value())
                .param("id", ids.next())
                .param("at", clock.instant().atOffset(ZoneOffset.UTC))
                .param("actor", actor.caller().user())
                .param("name", actor.caller().name())
                .param("action", change.action())
                .param("type", change.targetType())
                .param("target", change.targetId().toString())
                .param("details", Json.events().writeValueAsString(change.details()))
                .param("address", actor.address())
                .param("request", actor.requestId())
                .update();
    }

    private void count(TenantId tenant) {
        jdbc.sql("""
                        insert into audit_total as total (tenant_id, entries) values (?, 1)
                        on conflict (tenant_id) do update set entries = total.entries + 1""").param(tenant.value()).update();
    }
}
