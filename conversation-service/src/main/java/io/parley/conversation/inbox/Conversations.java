package io.parley.conversation.inbox;

import io.parley.contract.TenantId;
import io.parley.kit.database.Columns;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * Keeps threads. Whoever adds to them locks the people first and the threads then, in the order of their keys, so that two
 * batches that tell of the same thread, existing or not, take turns and never wait for each other crosswise.
 */
@Repository
public class Conversations {

    private static final String COLUMNS = """
            phone_number_id, customer_id, address, phone_number, phone_key, user_id, contact_id, contact_name, merged_into,
            status, closed_at, closed_position, assigned_to, tags, version, read_at, read_position, unread_count, inbound_at,
            inbound_position, inbound_id, last_message_at, last_message_id, untrimmed, search_text, changed, revision,
            created_at, updated_at""";

    private static final String SAVE = """
            insert into conversation as c select * from json_populate_recordset(null::conversation, ?::json)
            on conflict (tenant_id, id) do update set (%s) = row (%s)""".formatted(COLUMNS, "excluded." + COLUMNS.replaceAll(",\\s+", ", excluded."));

    private final JdbcClient jdbc;

    Conversations(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Names a thread. */
    public record Key(TenantId tenant, UUID id) {}

    /**
     * Names people by what they may be found by.
     *
     * @param customer null where only the others are known
     */
    public record PersonKey(
            TenantId tenant,
            @Nullable UUID customer,
            @Nullable String phoneKey,
            @Nullable String userId) {}

    /** Keeps everybody else from adding anything about these phone numbers and user ids until the transaction ends. */
    @Transactional(propagation = Propagation.MANDATORY)
    public void lockPeople(Collection<PersonKey> people) {
        lock(people.stream()
                .flatMap(person -> Stream.of(person.phoneKey(), person.userId())
                        .filter(Objects::nonNull)
                        .map(identity -> person.tenant() + " " + identity))
                .toList());
    }

    /** Keeps everybody else from adding to these threads, which need not exist, until the transaction ends. */
    @Transactional(propagation = Propagation.MANDATORY)
    public void lockThreads(Collection<Key> keys) {
        lock(keys.stream().map(key -> key.id().toString()).toList());
    }

    private void lock(Collection<String> names) {
        jdbc.sql("""
                        select count(*) from (
                          select pg_advisory_xact_lock(key) from (
                            select distinct hashtextextended('parley.conversation ' || name, 0) as key
                            from unnest(?::text[]) name order by key) as keys offset 0) as locked""").param(Columns.of(names, name -> name)).query(Long.class).single();
    }

    /** Returns the threads with any of these people. */
    @Transactional(propagation = Propagation.MANDATORY)
    public List<Key> with(Collection<PersonKey> people) {
        if (people.isEmpty()) {
            return List.of();
        }
        return jdbc.sql("""
                        with people as (select distinct * from unnest(?::uuid[], ?::uuid[], ?::text[], ?::text[])
                          as p (tenant_id, customer_id, phone_key, user_id))
                        select tenant_id, c.id from people join conversation c using (tenant_id, customer_id)
                        union select tenant_id, c.id from people join conversation c using (tenant_id, phone_key)
                        union select tenant_id, c.id from people join conversation c using (tenant_id, user_id)""")
                .param(Columns.of(people, PersonKey::tenant))
                .param(Columns.of(people, PersonKey::customer))
                .param(Columns.of(people, PersonKey::phoneKey))
                .param(Columns.of(people, PersonKey::userId))
                .query((row, number) ->
                        new Key(new TenantId(row.getObject("tenant_id", UUID.class)), row.getObject("id", UUID.class)))
                .list();
    }

    /** Returns those of {@code keys} that exist, locked. */
    @Transactional(propagation = Propagation.MANDATORY)
    public List<ConversationState> find(Collection<Key> keys) {
        return jdbc.sql("""
                        select row_to_json(c) from unnest(?::uuid[], ?::uuid[]) as wanted (tenant_id, id)
                        join conversation c using (tenant_id, id)
                        order by tenant_id, id for update of c""")
                .param(Columns.of(keys, Key::tenant))
                .param(Columns.of(keys, Key::id))
                .query((row, number) -> ConversationState.readToChange(row.getString(1)))
                .list();
    }

    /** Returns one thread, locked; empty where the tenant has none such. */
    @Transactional(propagation = Propagation.MANDATORY)
    public Optional<ConversationState> find(TenantId tenant, UUID id) {
        return find(List.of(new Key(tenant, id))).stream().findFirst();
    }

    /** Writes threads as they stand, in one statement: counters and search keys follow in triggers. */
    @Transactional(propagation = Propagation.MANDATORY)
    public void save(Collection<ConversationState> states) {
        if (states.isEmpty()) {
            return;
        }
        jdbc.sql(SAVE)
                .param(states.stream().map(ConversationState::json).collect(Collectors.joining(",", "[", "]")))
                .update();
    }
}
