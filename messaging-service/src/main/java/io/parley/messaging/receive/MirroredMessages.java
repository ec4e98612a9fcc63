package io.parley.messaging.receive;

import io.parley.contract.Direction;
import io.parley.contract.MessageEvent;
import io.parley.contract.MessageType;
import io.parley.contract.TenantId;
import io.parley.kit.database.Columns;
import io.parley.kit.json.Json;
import io.parley.messaging.customer.Resolved;
import io.parley.messaging.media.MediaTable;
import io.parley.messaging.message.ConversationId;
import io.parley.messaging.message.MessageRow;
import io.parley.messaging.message.Statuses;
import io.parley.messaging.receive.Element.Mirrored;
import io.parley.messaging.receive.InboundMessages.Stored;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * Stores messages that did not pass through Parley, each once, thousands in a fixed number of round trips. One that Parley
 * holds already, because it has sent or received it itself, is a duplicate.
 */
@Repository
class MirroredMessages {

    private static final String PLACEHOLDER = "media_placeholder";

    private final JdbcClient jdbc;
    private final Mentions mentions;
    private final Statuses statuses;
    private final MediaTable media;
    private final Clock clock;

    MirroredMessages(JdbcClient jdbc, Mentions mentions, Statuses statuses, MediaTable media, Clock clock) {
        this.jdbc = jdbc;
        this.mentions = mentions;
        this.statuses = statuses;
        this.media = media;
        this.clock = clock;
    }

    /** A message that its raw event has brought, as it is now. */
    record Brought(Mirrored mirrored, TenantId tenant, MessageEvent message) {

        Bringing bringing() {
            return Bringing.of(mirrored);
        }
    }

    /** That a raw event brings a message. */
    record Bringing(UUID message, UUID rawEvent) {

        static Bringing of(Mirrored mirrored) {
            var origin = mirrored.origin();
            return new Bringing(origin.messageId(mirrored.message().wamid()), origin.rawEvent());
        }
    }

    private record One(Mirrored mirrored, Stored stored) {
        TenantId tenant() {
            return stored.message().origin().tenant();
        }
    }

    /** Stores {@code messages}; returns those that are their raw events' own, once each, also when these are repeated. */
    @Transactional(propagation = Propagation.MANDATORY)
    public List<Brought> store(List<Mirrored> messages, Resolved people) {
        if (messages.isEmpty()) {
            return List.of();
        }
        var found = mentions.find(messages.stream().map(Mirrored::message).toList());
        var all = new ArrayList<One>(messages.size());
        for (var one : messages) {
            var message = one.message();
            var origin = message.origin();
            var customer = people.customerOf(message.sender());
            var conversation = ConversationId.of(origin.tenant(), origin.phoneNumberId(), customer);
            var id = origin.messageId(message.wamid());
            all.add(new One(one, new Stored(message, id, conversation, customer, found.by(message), true)));
        }
        var first = new LinkedHashMap<UUID, One>();
        all.forEach(one -> first.putIfAbsent(one.stored().id(), one));
        insert(first.values());
        fill(all.stream().filter(one -> isFile(one.mirrored())).toList());
        hearEarlyStatuses(first.values());
        var brought = read(all);
        expectFiles(all, brought);
        return brought;
    }

    private void expectFiles(List<One> all, List<Brought> brought) {
        var kept = brought.stream().map(one -> one.message().id()).collect(Collectors.toSet());
        media.expect(all.stream()
                .filter(one -> kept.contains(one.stored().id()))
                .flatMap(one -> InboundMessages.fileOf(one.stored()).stream())
                .toList());
    }

    private void insert(Collection<One> messages) {
        jdbc.sql("""
                        insert into message (tenant_id, id, conversation_id, customer_id, phone_number_id, direction, type,
                          content, context, status, from_address, to_address, wamid, reply_to, source_event, origin,
                          created_at, updated_at)
                        select tenant_id, id, conversation_id, customer_id, phone_number_id, direction, type, content,
                          context, status, from_address, to_address, wamid, reply_to, source_event, origin, created_at,
                          ?::timestamptz
                        from unnest(?::uuid[], ?::uuid[], ?::uuid[], ?::uuid[], ?::text[], ?::text[], ?::text[], ?::jsonb[],
                          ?::jsonb[], ?::text[], ?::text[], ?::text[], ?::text[], ?::uuid[], ?::uuid[], ?::text[],
                          ?::timestamptz[]) with ordinality
                          as new (tenant_id, id, conversation_id, customer_id, phone_number_id, direction, type, content,
                          context, status, from_address, to_address, wamid, reply_to, source_event, origin, created_at, place)
                        order by created_at, place
                        on conflict do nothing""")
                .param(clock.instant().toString())
                .param(Columns.of(messages, One::tenant))
                .param(Columns.of(messages, one -> one.stored().id()))
                .param(Columns.of(messages, one -> one.stored().conversation()))
                .param(Columns.of(messages, one -> one.stored().customer()))
                .param(Columns.of(
                        messages, one -> one.stored().message().origin().phoneNumberId()))
                .param(Columns.of(messages, one -> one.mirrored().direction()))
                .param(Columns.of(messages, one -> one.stored().message().type()))
                .param(Columns.of(messages, one -> one.stored().content()))
                .param(Columns.of(messages, one -> json(one.stored().message().context())))
                .param(Columns.of(messages, one -> one.mirrored().status()))
                .param(Columns.of(messages, one -> address(one.mirrored(), Direction.INBOUND)))
                .param(Columns.of(messages, one -> address(one.mirrored(), Direction.OUTBOUND)))
                .param(Columns.of(messages, one -> one.stored().message().wamid()))
                .param(Columns.of(messages, one -> one.stored().replyTo()))
                .param(Columns.of(
                        messages, one -> one.stored().message().origin().rawEvent()))
                .param(Columns.of(messages, one -> one.mirrored().how()))
                .param(Columns.of(messages, one -> one.stored().message().at()))
                .update();
    }

    /** A file of old comes after the message that stands for it, or before; either way it takes that one's place. */
    private void fill(List<One> files) {
        if (files.isEmpty()) {
            return;
        }
        jdbc.sql("""
                        update message m set type = n.type, content = n.content, source_event = n.source_event,
                          updated_at = ?::timestamptz
                        from unnest(?::uuid[], ?::text[], ?::text[], ?::text[], ?::jsonb[], ?::uuid[])
                          as n (tenant_id, phone_number_id, wamid, type, content, source_event)
                        where m.tenant_id = n.tenant_id and m.phone_number_id = n.phone_number_id and m.wamid = n.wamid
                          and m.origin = 'HISTORY' and m.type = 'UNSUPPORTED' and m.content -> 'raw' ->> 'type' = ?""")
                .param(clock.instant().toString())
                .param(Columns.of(files, One::tenant))
                .param(Columns.of(files, one -> one.stored().message().origin().phoneNumberId()))
                .param(Columns.of(files, one -> one.stored().message().wamid()))
                .param(Columns.of(files, one -> one.stored().message().type()))
                .param(Columns.of(files, one -> one.stored().content()))
                .param(Columns.of(files, one -> one.stored().message().origin().rawEvent()))
                .param(PLACEHOLDER)
                .update();
    }

    /** Statuses that overtook their message show in it from the start, so nobody has to be told of them apart. */
    private void hearEarlyStatuses(Collection<One> messages) {
        var wamids = new HashMap<TenantId, List<String>>();
        for (var one : messages) {
            var wamid = one.stored().message().wamid();
            if (wamid != null && one.mirrored().direction() == Direction.OUTBOUND) {
                wamids.computeIfAbsent(one.tenant(), tenant -> new ArrayList<>())
                        .add(wamid);
            }
        }
        if (!wamids.isEmpty()) {
            statuses.applyEarly(wamids);
        }
    }

    private List<Brought> read(List<One> messages) {
        var bringings = new LinkedHashMap<Bringing, One>();
        messages.forEach(one -> bringings.putIfAbsent(Bringing.of(one.mirrored()), one));
        return jdbc.sql("""
                        select m.* from unnest(?::uuid[], ?::uuid[], ?::uuid[]) as n (tenant_id, id, source_event)
                        join message m using (tenant_id, id, source_event)
                        order by m.position""")
                .param(Columns.of(bringings.values(), One::tenant))
                .param(Columns.of(bringings.keySet(), Bringing::message))
                .param(Columns.of(bringings.keySet(), Bringing::rawEvent))
                .query((row, number) -> brought(row, bringings))
                .list();
    }

    private static Brought brought(ResultSet row, Map<Bringing, One> bringings) throws SQLException {
        var bringing = new Bringing(row.getObject("id", UUID.class), row.getObject("source_event", UUID.class));
        var mirrored = Objects.requireNonNull(bringings.get(bringing)).mirrored();
        var customer = row.getObject("customer_id", UUID.class);
        return new Brought(
                mirrored,
                new TenantId(row.getObject("tenant_id", UUID.class)),
                MessageRow.read(
                        row, ReceivedEvents.profile(customer, mirrored.message().sender())));
    }

    private static boolean isFile(Mirrored mirrored) {
        var content = mirrored.message().content();
        return mirrored.field().equals("history")
                && !(content.type() == MessageType.UNSUPPORTED
                        && content.body().path("raw").path("type").asString("").equals(PLACEHOLDER));
    }

    /** The customer's address stands on the side that {@code customersSide} messages have them on. */
    private static @Nullable String address(Mirrored mirrored, Direction customersSide) {
        return mirrored.direction() == customersSide
                ? mirrored.message().fromAddress()
                : mirrored.message().toAddress();
    }

    private static @Nullable String json(@Nullable Object value) {
        return value == null ? null : Json.events().writeValueAsString(value);
    }
}
