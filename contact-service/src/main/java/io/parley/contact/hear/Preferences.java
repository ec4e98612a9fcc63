package io.parley.contact.hear;

import io.parley.contact.hear.PreferenceReader.Change;
import io.parley.contract.TenantId;
import io.parley.kit.database.Columns;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Applies changes of preference and remembers which raw event brought each first: all others are duplicates of it. */
@Repository
class Preferences {

    private final Hearing hearing;
    private final JdbcClient jdbc;
    private final Clock clock;

    Preferences(Hearing hearing, JdbcClient jdbc, Clock clock) {
        this.hearing = hearing;
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** Who brought what first. */
    record Owners(Map<Key, UUID> rawEvents) {

        boolean isFirst(Change change) {
            return change.rawEvent().equals(rawEvents.get(Key.of(change)));
        }
    }

    record Key(TenantId tenant, UUID id) {
        static Key of(Change change) {
            return new Key(change.tenant(), change.id());
        }
    }

    Owners apply(List<Change> changes) {
        var applicable = changes.stream().filter(one -> one.ignored() == null).toList();
        if (applicable.isEmpty()) {
            return new Owners(Map.of());
        }
        var heard = applicable.stream().flatMap(one -> one.heard().stream()).toList();
        return hearing.hear(heard, () -> claim(applicable));
    }

    private Owners claim(List<Change> changes) {
        jdbc.sql("""
                        insert into preference (tenant_id, id, raw_event, received_at)
                        select tenant_id, id, raw_event, ?::timestamptz
                        from unnest(?::uuid[], ?::uuid[], ?::uuid[]) with ordinality
                          as new (tenant_id, id, raw_event, place)
                        order by place on conflict do nothing""")
                .param(clock.instant().toString())
                .param(Columns.of(changes, Change::tenant))
                .param(Columns.of(changes, Change::id))
                .param(Columns.of(changes, Change::rawEvent))
                .update();
        var owners = new HashMap<Key, UUID>();
        jdbc.sql("""
                        select p.* from unnest(?::uuid[], ?::uuid[]) as wanted (tenant_id, id)
                        join preference p using (tenant_id, id)""")
                .param(Columns.of(changes, Change::tenant))
                .param(Columns.of(changes, Change::id))
                .query((row, number) -> owners.put(
                        new Key(new TenantId(row.getObject("tenant_id", UUID.class)), row.getObject("id", UUID.class)),
                        row.getObject("raw_event", UUID.class)))
                .list();
        return new Owners(owners);
    }
}
