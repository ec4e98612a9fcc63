package io.parley.conversation.inbox;

import io.parley.contract.TenantId;
import io.parley.conversation.inbox.Conversations.Key;
import io.parley.kit.database.Columns;
import java.util.Collection;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** The customers' messages that nobody has read, each once however often it is told of. */
@Repository
public class UnreadMessages {

    private final JdbcClient jdbc;

    UnreadMessages(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Adds messages. */
    @Transactional(propagation = Propagation.MANDATORY)
    public void add(Collection<Entry> messages) {
        if (messages.isEmpty()) {
            return;
        }
        jdbc.sql("""
                        insert into unread_message (tenant_id, conversation_id, id, created_at, position)
                        select * from unnest(?::uuid[], ?::uuid[], ?::uuid[], ?::timestamptz[], ?::bigint[])
                        on conflict do nothing""")
                .param(Columns.of(messages, Entry::tenant))
                .param(Columns.of(messages, Entry::conversation))
                .param(Columns.of(messages, Entry::id))
                .param(Columns.of(messages, Entry::createdAt))
                .param(Columns.of(messages, Entry::position))
                .update();
    }

    /** Forgets what threads have read, and tells them how many messages are left. */
    @Transactional(propagation = Propagation.MANDATORY)
    public void settle(Collection<ConversationState> threads) {
        var marked =
                threads.stream().filter(thread -> thread.read().isPresent()).toList();
        if (!marked.isEmpty()) {
            jdbc.sql("""
                            delete from unread_message u
                            using unnest(?::uuid[], ?::uuid[], ?::timestamptz[], ?::bigint[])
                              as thread (tenant_id, id, read_at, read_position)
                            where u.tenant_id = thread.tenant_id and u.conversation_id = thread.id
                              and (u.created_at, u.position) <= (thread.read_at, thread.read_position)""")
                    .param(Columns.of(marked, ConversationState::tenant))
                    .param(Columns.of(marked, ConversationState::id))
                    .param(Columns.of(
                            marked, thread -> thread.read().orElseThrow().at()))
                    .param(Columns.of(
                            marked, thread -> thread.read().orElseThrow().position()))
                    .update();
        }
        var counts = count(threads);
        threads.forEach(thread -> thread.countUnread(counts.getOrDefault(new Key(thread.tenant(), thread.id()), 0)));
    }

    private Map<Key, Integer> count(Collection<ConversationState> threads) {
        return jdbc
                .sql("""
                        select u.tenant_id, u.conversation_id, count(*) as unread
                        from unnest(?::uuid[], ?::uuid[]) as thread (tenant_id, conversation_id)
                        join unread_message u using (tenant_id, conversation_id)
                        group by u.tenant_id, u.conversation_id""")
                .param(Columns.of(threads, ConversationState::tenant))
                .param(Columns.of(threads, ConversationState::id))
                .query((row, number) -> Map.entry(
                        new Key(
                                new TenantId(row.getObject("tenant_id", UUID.class)),
                                row.getObject("conversation_id", UUID.class)),
                        row.getInt("unread")))
                .list()
                .stream()
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }
}
