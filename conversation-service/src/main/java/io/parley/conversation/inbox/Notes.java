package io.parley.conversation.inbox;

import io.parley.contract.TenantId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** The notes in threads. */
@Repository
public class Notes {

    private final JdbcClient jdbc;

    Notes(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Transactional(propagation = Propagation.MANDATORY)
    public void add(TenantId tenant, Note note) {
        jdbc.sql("""
                        insert into note (tenant_id, conversation_id, id, author, text, created_at)
                        values (?, ?, ?, ?, ?, ?::timestamptz)""")
                .param(tenant.value())
                .param(note.conversationId())
                .param(note.id())
                .param(note.sentBy())
                .param(note.text())
                .param(note.createdAt().toString())
                .update();
    }

    @Transactional(propagation = Propagation.MANDATORY)
    public Optional<Note> find(TenantId tenant, UUID conversation, UUID id) {
        return jdbc.sql("select * from note where tenant_id = ? and conversation_id = ? and id = ?")
                .param(tenant.value())
                .param(conversation)
                .param(id)
                .query((row, number) -> read(row))
                .optional();
    }

    @Transactional(propagation = Propagation.MANDATORY)
    public void remove(TenantId tenant, Note note) {
        jdbc.sql("delete from note where tenant_id = ? and conversation_id = ? and id = ?")
                .param(tenant.value())
                .param(note.conversationId())
                .param(note.id())
                .update();
    }

    /** Returns the newest notes of a thread, newest first. */
    @Transactional(propagation = Propagation.MANDATORY)
    public List<Note> latest(TenantId tenant, UUID conversation, int limit) {
        return jdbc.sql("""
                        select * from note where tenant_id = ? and conversation_id = ?
                        order by created_at desc, id desc limit ?""")
                .param(tenant.value())
                .param(conversation)
                .param(limit)
                .query((row, number) -> read(row))
                .list();
    }

    private static Note read(ResultSet row) throws SQLException {
        return Note.of(
                row.getObject("id", UUID.class),
                row.getObject("conversation_id", UUID.class),
                row.getString("text"),
                row.getObject("author", UUID.class),
                row.getObject("created_at", OffsetDateTime.class).toInstant());
    }
}
