package io.parley.ingest.ledger;

import io.parley.contract.TenantId;
import io.parley.ingest.webhook.EventFilter;
import io.parley.kit.json.Json;
import java.time.OffsetDateTime;
import java.util.Map;
import java.util.TreeMap;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.core.type.TypeReference;

/** Adds up a tenant's raw events by number and hour, in one statement, so that the sums agree whatever arrives meanwhile. */
@Repository
class LedgerQueries {

    private static final TypeReference<TreeMap<String, Long>> REASONS = new TypeReference<>() {};

    private static final String SUMS = """
            with event as materialized (
              select e.phone_number_id, date_trunc('hour', e.received_at, 'UTC') as hour, e.disposition, e.elements,
                e.applied, e.duplicate, e.ignored, e.dead,
                greatest(0, e.elements - e.applied - e.duplicate - e.ignored - e.dead) as open,
                case when e.ignored > 0 then e.outcomes end as outcomes
              from raw_webhook_event e where
            """ + EventFilter.CONDITION + """
            ), reason as (
              select phone_number_id, hour, coalesce(said.value ->> 'reason', 'UNKNOWN') as reason, count(*) as n
              from event cross join lateral jsonb_each(outcomes) as said
              where said.value ->> 'outcome' = 'IGNORED' group by 1, 2, 3
              union all
              select phone_number_id, hour, 'WEBHOOK_DISABLED', sum(open) from event
              where disposition = 'DISABLED' and open > 0 group by 1, 2
            ), reasons as (
              select phone_number_id, hour, jsonb_object_agg(reason, n) as ignored
              from (select phone_number_id, hour, reason, sum(n) as n from reason group by 1, 2, 3) as summed
              group by 1, 2
            ), sums as (
              select phone_number_id, hour, sum(elements) as received, sum(applied) as applied,
                sum(duplicate) as duplicate, sum(dead) as dead,
                coalesce(sum(open) filter (where disposition <> 'DISABLED'), 0) as pending
              from event group by 1, 2)
            select sums.*, coalesce(ignored, '{}') as ignored from sums left join reasons
              on reasons.hour = sums.hour and reasons.phone_number_id is not distinct from sums.phone_number_id
            order by sums.hour desc, sums.phone_number_id""";

    private final JdbcClient jdbc;

    LedgerQueries(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Transactional(readOnly = true)
    public Ledger sums(TenantId tenant, EventFilter filter) {
        return Ledger.of(jdbc.sql(SUMS)
                .param("tenant", tenant.value())
                .param("status", filter.statusName())
                .param("since", filter.sinceText())
                .param("until", filter.untilText())
                .query((row, number) -> new Ledger.Row(
                        row.getString("phone_number_id"),
                        row.getObject("hour", OffsetDateTime.class).toInstant(),
                        row.getLong("received"),
                        row.getLong("applied"),
                        row.getLong("duplicate"),
                        Map.copyOf(Json.events().readValue(row.getString("ignored"), REASONS)),
                        row.getLong("dead"),
                        row.getLong("pending")))
                .list());
    }
}
