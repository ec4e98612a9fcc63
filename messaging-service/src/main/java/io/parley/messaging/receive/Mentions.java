package io.parley.messaging.receive;

import io.parley.contract.TenantId;
import io.parley.kit.database.Columns;
import io.parley.messaging.receive.Element.InboundMessage;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** Finds Parley's ids of messages that others answer or react to. */
@Repository
class Mentions {

    private final JdbcClient jdbc;

    Mentions(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** What {@code messages} mention, on record or among themselves. */
    static final class Found {

        private final Map<Name, UUID> ids = new HashMap<>();

        /** Returns the id of the message that this one is about; null where it is about none that is known. */
        @Nullable
        UUID by(InboundMessage message) {
            var mentioned = message.mentions();
            return mentioned == null ? null : ids.get(nameOf(message, mentioned));
        }
    }

    @Transactional(propagation = Propagation.MANDATORY)
    public Found find(List<InboundMessage> messages) {
        var found = new Found();
        var mentioning = messages.stream().filter(one -> one.mentions() != null).toList();
        if (mentioning.isEmpty()) {
            return found;
        }
        for (var one : messages) {
            var wamid = one.wamid();
            if (wamid != null) {
                found.ids.put(nameOf(one, wamid), one.origin().messageId(wamid));
            }
        }
        jdbc.sql("""
                        select m.tenant_id, m.phone_number_id, m.wamid, m.id
                        from unnest(?::uuid[], ?::text[], ?::text[]) as wanted (tenant_id, phone_number_id, wamid)
                        join message m using (tenant_id, phone_number_id, wamid)""")
                .param(Columns.of(mentioning, one -> one.origin().tenant()))
                .param(Columns.of(mentioning, one -> one.origin().phoneNumberId()))
                .param(Columns.of(mentioning, InboundMessage::mentions))
                .query((row, number) -> found.ids.put(
                        new Name(
                                new TenantId(row.getObject("tenant_id", UUID.class)),
                                row.getString("phone_number_id"),
                                row.getString("wamid")),
                        row.getObject("id", UUID.class)))
                .list();
        return found;
    }

    private static Name nameOf(InboundMessage message, String wamid) {
        return new Name(message.origin().tenant(), message.origin().phoneNumberId(), wamid);
    }

    private record Name(TenantId tenant, String phoneNumberId, String wamid) {}
}
