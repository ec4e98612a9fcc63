package io.parley.contact.announce;

import io.parley.contact.book.Contact;
import io.parley.contact.book.ContactRow;
import io.parley.contract.ContactChanged;
import io.parley.contract.EventTypes;
import io.parley.contract.TenantId;
import io.parley.contract.Topics;
import io.parley.kit.database.Columns;
import io.parley.kit.event.Event;
import io.parley.kit.id.Ids;
import io.parley.kit.json.Json;
import io.parley.kit.tenant.TenantContext;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.support.TransactionOperations;

/** Reads what is to be told next, as it is at that moment, and forgets what has been told. */
@Repository
class PendingNews {

    /** What is prompt goes first, many notes at a time; of what is not, one note, which may name thousands. */
    private static final String NEXT = """
            (select * from contact_publication where lane = 0 order by seq limit 500)
            union all
            (select * from contact_publication
             where lane = 1 and not exists (select 1 from contact_publication where lane = 0) order by seq limit 1)
            order by seq""";

    private final JdbcClient jdbc;
    private final TransactionOperations transaction;

    PendingNews(JdbcClient jdbc, TransactionOperations transaction) {
        this.jdbc = jdbc;
        this.transaction = transaction;
    }

    /** A note that contacts of a tenant have changed. */
    record Note(TenantId tenant, long seq, List<UUID> ids) {}

    List<Note> next() {
        return jdbc.sql(NEXT)
                .query((row, number) -> new Note(
                        new TenantId(row.getObject("tenant_id", UUID.class)), row.getLong("seq"), Arrays.asList((UUID[])
                                row.getArray("ids").getArray())))
                .list();
    }

    /** Returns what is to be told because of {@code notes}; a contact that is gone by now is told by its own note. */
    List<Event> eventsOf(List<Note> notes) {
        var subjects = notes.stream()
                .flatMap(note -> note.ids().stream().map(id -> new Subject(note.tenant(), id)))
                .distinct()
                .toList();
        return TenantContext.call(
                tenantsOf(notes),
                () -> transaction.execute(status -> {
                    var events = new ArrayList<>(changed(subjects));
                    events.addAll(removed(subjects));
                    return events;
                }));
    }

    void forget(List<Note> notes) {
        var subjects = notes.stream()
                .flatMap(note -> note.ids().stream().map(id -> new Subject(note.tenant(), id)))
                .toList();
        TenantContext.run(
                tenantsOf(notes),
                () -> transaction.executeWithoutResult(status -> {
                    jdbc.sql("""
                            delete from contact_publication where (tenant_id, seq) in
                              (select * from unnest(?::uuid[], ?::bigint[]))""")
                            .param(Columns.of(notes, Note::tenant))
                            .param(Columns.of(notes, Note::seq))
                            .update();
                    jdbc.sql("""
                            delete from removed_contact r using unnest(?::uuid[], ?::uuid[]) as told (tenant_id, id)
                            where r.tenant_id = told.tenant_id and r.id = told.id
                              and not exists (select 1 from contact_publication p
                                where p.tenant_id = r.tenant_id and r.id = any (p.ids))""")
                            .param(Columns.of(subjects, Subject::tenant))
                            .param(Columns.of(subjects, Subject::id))
                            .update();
                }));
    }

    private List<Event> changed(List<Subject> subjects) {
        return jdbc
                .sql("""
                        select c.* from unnest(?::uuid[], ?::uuid[]) as wanted (tenant_id, id)
                        join contact c using (tenant_id, id)""")
                .param(Columns.of(subjects, Subject::tenant))
                .param(Columns.of(subjects, Subject::id))
                .query((row, number) -> ContactRow.read(row))
                .list()
                .stream()
                .map(PendingNews::event)
                .toList();
    }

    private List<Event> removed(List<Subject> subjects) {
        return jdbc.sql("""
                        select r.* from unnest(?::uuid[], ?::uuid[]) as wanted (tenant_id, id)
                        join removed_contact r using (tenant_id, id)""")
                .param(Columns.of(subjects, Subject::tenant))
                .param(Columns.of(subjects, Subject::id))
                .query((row, number) -> event(
                        Json.events().readValue(row.getString("contact"), ContactChanged.class),
                        row.getLong("version")))
                .list();
    }

    private static Event event(Contact contact) {
        return event(contact.event(false), contact.version());
    }

    private static Event event(ContactChanged contact, long version) {
        var id = Ids.derived(EventTypes.CONTACT_CHANGED, contact.id(), version);
        return Event.of(Topics.CONTACT_CHANGED, EventTypes.CONTACT_CHANGED, id, contact.tenantId(), contact.id())
                .at(contact.updatedAt())
                .carrying(contact);
    }

    private static List<TenantId> tenantsOf(List<Note> notes) {
        return notes.stream().map(Note::tenant).distinct().collect(Collectors.toList());
    }

    private record Subject(TenantId tenant, UUID id) {}
}
