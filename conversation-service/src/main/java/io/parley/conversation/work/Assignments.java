package io.parley.conversation.work;

import io.parley.kit.id.Ids;
import io.parley.kit.security.Caller;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** Remembers who gave which thread to whom. */
@Repository
class Assignments {

    private final JdbcClient jdbc;
    private final Ids ids;

    Assignments(JdbcClient jdbc, Ids ids) {
        this.jdbc = jdbc;
        this.ids = ids;
    }

    @Transactional(propagation = Propagation.MANDATORY)
    public void add(Caller by, UUID conversation, @Nullable UUID user, Instant at) {
        jdbc.sql("""
                        insert into assignment (tenant_id, conversation_id, id, assigned_to, assigned_by, at)
                        values (?, ?, ?, ?::uuid, ?, ?::timestamptz)""")
                .param(by.tenant().value())
                .param(conversation)
                .param(ids.next())
                .param(user == null ? null : user.toString())
                .param(by.user())
                .param(at.toString())
                .update();
    }
}
