package io.parley.auth.settings;

import io.parley.contract.NumberStatus;
import io.parley.kit.database.Columns;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** Keeps with each number what was found out about it under its present settings. */
@Repository
class NumberStatuses {

    private final JdbcClient jdbc;

    NumberStatuses(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Takes the latest of {@code reports} on each number, unless the settings have changed since. */
    @Transactional(propagation = Propagation.MANDATORY)
    public void take(List<NumberStatus> reports) {
        jdbc.sql("""
                        with latest as (
                          select distinct on (tenant_id, phone_number_id) *
                          from unnest(?::uuid[], ?::text[], ?::bigint[], ?::text[], ?::text[], ?::timestamptz[])
                            as n (tenant_id, phone_number_id, version, status, reason, at)
                          order by tenant_id, phone_number_id, at desc)
                        update whatsapp_number w
                        set found_status = n.status, found_reason = n.reason, found_at = n.at
                        from latest n join tenant_settings s on s.tenant_id = n.tenant_id and s.version = n.version
                        where w.tenant_id = n.tenant_id and w.phone_number_id = n.phone_number_id
                          and (w.found_at is null or w.found_at < n.at)""")
                .param(Columns.of(reports, NumberStatus::tenantId))
                .param(Columns.of(reports, NumberStatus::phoneNumberId))
                .param(Columns.of(reports, NumberStatus::settingsVersion))
                .param(Columns.of(reports, NumberStatus::status))
                .param(Columns.of(reports, NumberStatuses::reason))
                .param(Columns.of(reports, NumberStatus::at))
                .update();
    }

    private static @Nullable String reason(NumberStatus report) {
        return Optional.ofNullable(report.error())
                .map(error -> error.code() + (error.title() == null ? "" : ": " + error.title()))
                .orElse(null);
    }
}
