package io.parley.contact.book;

import io.parley.kit.database.Columns;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * The table of contacts. Everything that changes contacts takes a {@link Book} of them, which locks them, and writes it
 * back in a fixed number of round trips, together with the note that others must be told.
 */
@Repository
public class Contacts {

    private static final String COLUMNS = """
            tenant_id, id, phone_number, phone_key, user_id, name, name_by_hand, name_at, email, tags, opted_out, opted_at,
            search, grams, version, created_at, updated_at""";

    private static final String ROWS = """
            from unnest(?::uuid[], ?::uuid[], ?::text[], ?::text[], ?::text[], ?::text[], ?::boolean[], ?::timestamptz[],
              ?::text[], ?::text[], ?::boolean[], ?::timestamptz[], ?::text[], ?::text[], ?::bigint[], ?::timestamptz[],
              ?::timestamptz[]) with ordinality as new (%s, place)
            """.formatted(COLUMNS);

    private final JdbcClient jdbc;
    private final Publications publications;
    private final Clock clock;

    Contacts(JdbcClient jdbc, Publications publications, Clock clock) {
        this.jdbc = jdbc;
        this.publications = publications;
        this.clock = clock;
    }

    /** Returns the present as precisely as PostgreSQL keeps it. */
    public Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }

    /** Locks the contacts that have one of {@code addresses}, always in the same order, and returns them. */
    @Transactional(propagation = Propagation.MANDATORY)
    public Book open(Collection<Address> addresses) {
        var byId = of(addresses, Address.ById.class);
        var byPhone = of(addresses, Address.ByPhone.class);
        var byUser = of(addresses, Address.ByUser.class);
        if (addresses.isEmpty()) {
            return new Book(List.of());
        }
        return new Book(jdbc.sql("""
                        select c.* from (
                          select * from unnest(?::uuid[], ?::uuid[]) as wanted (tenant_id, id)
                          union
                          select c.tenant_id, c.id from unnest(?::uuid[], ?::text[]) as wanted (tenant_id, phone_key)
                            join contact c using (tenant_id, phone_key)
                          union
                          select c.tenant_id, c.id from unnest(?::uuid[], ?::text[]) as wanted (tenant_id, user_id)
                            join contact c using (tenant_id, user_id)) as k
                        join contact c using (tenant_id, id)
                        order by c.tenant_id, c.id for update of c""")
                .param(Columns.of(byId, Address::tenant))
                .param(Columns.of(byId, Address.ById::id))
                .param(Columns.of(byPhone, Address::tenant))
                .param(Columns.of(byPhone, Address.ByPhone::matchKey))
                .param(Columns.of(byUser, Address::tenant))
                .param(Columns.of(byUser, Address.ByUser::userId))
                .query((row, number) -> ContactRow.read(row))
                .list());
    }

    /**
     * Writes what has become of {@code book} and notes what others must be told. Throws
     * {@link org.springframework.dao.DuplicateKeyException} where another transaction has taken an address meanwhile.
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public void write(Book book, Lane lane) {
        var now = now();
        var removed = book.removed();
        var changed = book.changed(now);
        var added = book.added();
        remove(removed, now);
        update(changed);
        insert(added);
        publications.add(removed, lane, now);
        var news = new ArrayList<>(added);
        changed.stream().filter(book::isNews).forEach(news::add);
        publications.add(news, lane, now);
    }

    /** Deletes a contact whose row is locked; what others are told of its end says nothing of what it was. */
    @Transactional(propagation = Propagation.MANDATORY)
    public void erase(Contact contact) {
        var now = now();
        publications.keepRemoved(List.of(contact.changed(now).blank()));
        delete(List.of(contact));
        publications.add(List.of(contact), Lane.PROMPT, now);
    }

    private void remove(List<Contact> contacts, Instant now) {
        if (contacts.isEmpty()) {
            return;
        }
        publications.keepRemoved(contacts.stream().map(one -> one.changed(now)).toList());
        delete(contacts);
    }

    private void delete(List<Contact> contacts) {
        jdbc.sql("""
                        delete from contact where (tenant_id, id) in
                          (select * from unnest(?::uuid[], ?::uuid[]))""")
                .param(Columns.of(contacts, Contact::tenant))
                .param(Columns.of(contacts, Contact::id))
                .update();
    }

    private void update(List<Contact> contacts) {
        if (contacts.isEmpty()) {
            return;
        }
        bind(contacts, """
                        update contact c set phone_number = new.phone_number, phone_key = new.phone_key,
                          user_id = new.user_id, name = new.name, name_by_hand = new.name_by_hand, name_at = new.name_at,
                          email = new.email, tags = new.tags::text[], opted_out = new.opted_out,
                          opted_at = new.opted_at, search = new.search, grams = new.grams::integer[],
                          version = new.version, created_at = new.created_at, updated_at = new.updated_at
                        """ + ROWS + "where c.tenant_id = new.tenant_id and c.id = new.id");
    }

    private void insert(List<Contact> contacts) {
        if (contacts.isEmpty()) {
            return;
        }
        var values = COLUMNS.replace(" tags,", " tags::text[],").replace("grams,", "grams::integer[],");
        bind(contacts, "insert into contact (" + COLUMNS + ") select " + values + " " + ROWS + "order by place");
    }

    private void bind(List<Contact> contacts, String sql) {
        var searches = contacts.stream().map(SearchText::of).toList();
        var grams = new ArrayList<String>(contacts.size());
        for (var i = 0; i < contacts.size(); i++) {
            grams.add(ContactRow.grams(contacts.get(i), searches.get(i)));
        }
        jdbc.sql(sql)
                .param(Columns.of(contacts, Contact::tenant))
                .param(Columns.of(contacts, Contact::id))
                .param(Columns.of(contacts, Contact::phone))
                .param(Columns.of(
                        contacts,
                        one -> one.phone() == null ? null : one.phone().matchKey()))
                .param(Columns.of(contacts, Contact::userId))
                .param(Columns.of(contacts, one -> one.name().text()))
                .param(Columns.of(contacts, one -> one.name().byHand()))
                .param(Columns.of(contacts, one -> one.name().at()))
                .param(Columns.of(contacts, Contact::email))
                .param(Columns.of(contacts, one -> ContactRow.array(one.tags())))
                .param(Columns.of(contacts, one -> one.consent().optedOut()))
                .param(Columns.of(contacts, one -> one.consent().at()))
                .param(Columns.of(searches, SearchText::value))
                .param(Columns.of(grams, one -> one))
                .param(Columns.of(contacts, Contact::version))
                .param(Columns.of(contacts, Contact::createdAt))
                .param(Columns.of(contacts, Contact::updatedAt))
                .update();
    }

    private static <A extends Address> List<A> of(Collection<Address> addresses, Class<A> type) {
        return addresses.stream()
                .filter(type::isInstance)
                .map(type::cast)
                .distinct()
                .toList();
    }
}
