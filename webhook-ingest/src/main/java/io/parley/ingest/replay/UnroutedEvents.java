package io.parley.ingest.replay;

import io.parley.ingest.webhook.ArchivedEvents;
import io.parley.ingest.webhook.RawEvent;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Events whose number or WABA nobody had connected when they came. */
@Repository
class UnroutedEvents {

    private final JdbcClient jdbc;

    UnroutedEvents(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Returns which of {@code subjects} have events waiting. */
    List<Subject> waiting(Collection<String> subjects) {
        return jdbc.sql("""
                        select distinct subject, phone_number_id is not null as is_number
                        from operator_webhook where disposition = 'UNROUTED' and subject = any (:subjects)""")
                .param("subjects", subjects.toArray(String[]::new))
                .query((row, number) -> new Subject(row.getString(1), row.getBoolean(2)))
                .list();
    }

    /** Removes the oldest events of {@code subject} and returns them; of several callers one at a time, until it commits. */
    List<RawEvent> take(Subject subject) {
        jdbc.sql("select pg_advisory_xact_lock(hashtextextended('parley.unrouted.' || :subject, 0))")
                .param("subject", subject.id())
                .query((row, number) -> row.getObject(1))
                .list();
        var oldest = jdbc.sql("""
                        select * from (
                          select *, sum(octet_length(body)) over (order by received_at, id) as bytes
                          from (select * from operator_webhook
                                where disposition = 'UNROUTED' and subject = :subject
                                  and (phone_number_id is not null) = :number
                                order by received_at, id limit 500) as first) as measured
                        where bytes <= 8388608 or bytes = octet_length(body)
                        order by received_at, id""")
                .param("subject", subject.id())
                .param("number", subject.isNumber())
                .query((row, number) -> ArchivedEvents.read(row, null))
                .list();
        jdbc.sql("delete from operator_webhook where id = any (:ids)")
                .param("ids", oldest.stream().map(RawEvent::id).toArray(UUID[]::new))
                .update();
        return oldest;
    }

    /** What unrouted events are for: a phone number id or a WABA id. */
    record Subject(String id, boolean isNumber) {}
}
