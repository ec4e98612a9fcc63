package io.parley.analytics.rebuild;

import io.parley.analytics.rebuild.Rebuild.Phase;
import io.parley.kit.id.Ids;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Keeps which rebuilds were asked for and how far they are. One at a time is under way, in one instance, under a lease. */
@Repository
class Rebuilds {

    private final JdbcClient jdbc;
    private final Ids ids;
    private final Clock clock;
    private final RebuildProperties properties;

    Rebuilds(JdbcClient jdbc, Ids ids, Clock clock, RebuildProperties properties) {
        this.jdbc = jdbc;
        this.ids = ids;
        this.clock = clock;
        this.properties = properties;
    }

    /** Asks for a rebuild; where one is under way it is that one. */
    Rebuild ask() {
        jdbc.sql("""
                        insert into rebuild (id, asked_at, phase, done, total) values (?, ?::timestamptz, 'DROPPING', 0, 0)
                        on conflict ((true)) where finished_at is null do nothing""").param(ids.next()).param(clock.instant().toString()).update();
        return latest().orElseThrow();
    }

    Optional<Rebuild> latest() {
        return jdbc.sql("select * from rebuild order by asked_at desc, id desc limit 1")
                .query((row, number) -> rebuild(row))
                .optional();
    }

    /** Takes up a rebuild that nobody is at; it begins anew where somebody was. */
    Optional<UUID> claim() {
        return jdbc.sql("""
                        update rebuild set lease_until = ?::timestamptz
                        where finished_at is null and (lease_until is null or lease_until < ?::timestamptz) returning id""")
                .param(clock.instant().plus(properties.lease()).toString())
                .param(clock.instant().toString())
                .query((row, number) -> row.getObject("id", UUID.class))
                .optional();
    }

    /** Says how far it is, and that somebody is at it. */
    void tell(UUID id, Phase phase, long done, long total) {
        jdbc.sql("update rebuild set phase = ?, done = ?, total = ?, lease_until = ?::timestamptz where id = ?")
                .param(phase.name())
                .param(done)
                .param(total)
                .param(clock.instant().plus(properties.lease()).toString())
                .param(id)
                .update();
    }

    /** Says since when the topics tell everything; {@link Instant#EPOCH} where they have lost nothing. */
    void tellCompleteSince(UUID id, Instant completeSince) {
        jdbc.sql("update rebuild set complete_since = nullif(?::timestamptz, 'epoch') where id = ?")
                .param(completeSince.toString())
                .param(id)
                .update();
    }

    void finish(UUID id, long statusOnly) {
        jdbc.sql("""
                        update rebuild set phase = 'DONE', finished_at = ?::timestamptz, lease_until = null, status_only = ?
                        where id = ?""")
                .param(clock.instant().toString())
                .param(statusOnly)
                .param(id)
                .update();
    }

    /** Lets somebody go on at once. */
    void release(UUID id) {
        jdbc.sql("update rebuild set lease_until = null where id = ? and finished_at is null")
                .param(id)
                .update();
    }

    private static Rebuild rebuild(ResultSet row) throws SQLException {
        return new Rebuild(
                row.getObject("id", UUID.class),
                Phase.valueOf(row.getString("phase")),
                row.getLong("done"),
                row.getLong("total"),
                row.getObject("asked_at", OffsetDateTime.class).toInstant(),
                instant(row, "finished_at"),
                instant(row, "complete_since"),
                row.getLong("status_only"));
    }

    private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
        var time = row.getObject(column, OffsetDateTime.class);
        return time == null ? null : time.toInstant();
    }
}
