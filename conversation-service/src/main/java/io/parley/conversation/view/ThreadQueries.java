package io.parley.conversation.view;

import io.parley.contract.TenantId;
import io.parley.conversation.inbox.ConversationState;
import io.parley.conversation.inbox.Conversations.Key;
import io.parley.conversation.inbox.Entry;
import io.parley.conversation.inbox.Notes;
import io.parley.conversation.inbox.RecentMessages;
import io.parley.conversation.person.Users;
import io.parley.kit.web.PageRequest;
import io.parley.kit.web.Pagination;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;

/** Reads one thread. */
@Repository
class ThreadQueries {

    private final JdbcClient jdbc;
    private final RecentMessages recent;
    private final Notes notes;
    private final Users users;

    ThreadQueries(JdbcClient jdbc, RecentMessages recent, Notes notes, Users users) {
        this.jdbc = jdbc;
        this.recent = recent;
        this.notes = notes;
        this.users = users;
    }

    /**
     * That a thread was given to somebody.
     *
     * @param assignedTo null where it was taken from somebody
     */
    record Assignment(
            UUID id,
            @Nullable UUID assignedTo,
            @Nullable String assignedToName,
            UUID assignedBy,
            @Nullable String assignedByName,
            Instant at) {}

    /** One page and where it stands. */
    record Assignments(List<Assignment> assignments, Pagination pagination) {}

    /** Returns a thread with its latest messages; empty where the tenant has none such. */
    @Transactional(readOnly = true)
    public Optional<ConversationDetail> find(TenantId tenant, UUID id) {
        return jdbc.sql("select row_to_json(c) from conversation c where tenant_id = ? and id = ?")
                .param(tenant.value())
                .param(id)
                .query((row, number) -> ConversationState.read(row.getString(1)))
                .optional()
                .map(state -> {
                    var messages = recent.latest(List.of(new Key(tenant, id)), ConversationDetail.SHOWN).stream()
                            .map(Entry::message)
                            .toList();
                    var newest = messages.isEmpty() ? null : messages.getFirst();
                    return ConversationDetail.of(
                            state.view(newest), messages, notes.latest(tenant, id, ConversationDetail.SHOWN));
                });
    }

    /** Returns who was given a thread, latest first; empty where the tenant has none such. */
    @Transactional(readOnly = true)
    public Optional<Assignments> assignments(TenantId tenant, UUID id, PageRequest request) {
        var exists = jdbc.sql("select exists (select 1 from conversation where tenant_id = ? and id = ?)")
                .param(tenant.value())
                .param(id)
                .query(Boolean.class)
                .single();
        if (!exists) {
            return Optional.empty();
        }
        var total = jdbc.sql("select count(*) from assignment where tenant_id = ? and conversation_id = ?")
                .param(tenant.value())
                .param(id)
                .query(Long.class)
                .single();
        var rows = jdbc.sql("""
                        select * from assignment where tenant_id = ? and conversation_id = ?
                        order by id desc limit ? offset ?""")
                .param(tenant.value())
                .param(id)
                .param(request.limit())
                .param(request.offset())
                .query((row, number) -> new Assignment(
                        row.getObject("id", UUID.class),
                        row.getObject("assigned_to", UUID.class),
                        null,
                        row.getObject("assigned_by", UUID.class),
                        null,
                        row.getObject("at", OffsetDateTime.class).toInstant()))
                .list();
        return Optional.of(new Assignments(named(tenant, rows), Pagination.of(request, total, null)));
    }

    private List<Assignment> named(TenantId tenant, List<Assignment> rows) {
        var people = new HashSet<UUID>();
        rows.stream()
                .flatMap(row -> Stream.of(row.assignedTo(), row.assignedBy()))
                .filter(Objects::nonNull)
                .forEach(people::add);
        var names = users.names(tenant, people);
        return rows.stream()
                .map(row -> new Assignment(
                        row.id(),
                        row.assignedTo(),
                        row.assignedTo() == null ? null : names.get(row.assignedTo()),
                        row.assignedBy(),
                        names.get(row.assignedBy()),
                        row.at()))
                .toList();
    }
}
