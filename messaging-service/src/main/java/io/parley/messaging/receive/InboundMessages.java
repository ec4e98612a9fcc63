package io.parley.messaging.receive;

import io.parley.contract.MessageType;
import io.parley.contract.TenantId;
import io.parley.kit.database.Columns;
import io.parley.kit.json.Json;
import io.parley.messaging.customer.Resolved;
import io.parley.messaging.media.MediaTable;
import io.parley.messaging.message.ConversationId;
import io.parley.messaging.receive.Element.InboundMessage;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * Stores messages from customers, each once: its id is derived from the wamid, and the first raw event that brings it
 * owns it. A repeat of that event is told the same again, any other is a duplicate.
 */
@Repository
class InboundMessages {

    private final JdbcClient jdbc;
    private final Mentions mentions;
    private final MediaTable media;
    private final Clock clock;

    InboundMessages(JdbcClient jdbc, Mentions mentions, MediaTable media, Clock clock) {
        this.jdbc = jdbc;
        this.mentions = mentions;
        this.media = media;
        this.clock = clock;
    }

    /**
     * What came of a message.
     *
     * @param mentioned Parley's id of the message that it answers or reacts to
     * @param owned whether its raw event is the one that brought it first
     */
    record Stored(
            InboundMessage message,
            UUID id,
            UUID conversation,
            UUID customer,
            @Nullable UUID mentioned,
            boolean owned) {

        /** Returns Parley's id of the message that this one answers. */
        @Nullable
        UUID replyTo() {
            return message.type() == MessageType.REACTION ? null : mentioned;
        }

        /** Returns the content as JSON; a reaction says which of Parley's messages it is about. */
        String content() {
            var body = message.content().body();
            if (message.type() == MessageType.REACTION && mentioned != null) {
                body = body.deepCopy().put("messageId", mentioned.toString());
            }
            return Json.events().writeValueAsString(body);
        }
    }

    /** Stores {@code messages} in their order, in a fixed number of round trips; {@code people} wrote them. */
    @Transactional(propagation = Propagation.MANDATORY)
    public List<Stored> store(List<InboundMessage> messages, Resolved people) {
        if (messages.isEmpty()) {
            return List.of();
        }
        var mentioned = mentions.find(messages);
        var first = new LinkedHashMap<Key, Stored>();
        var all = new ArrayList<Stored>(messages.size());
        for (var message : messages) {
            var origin = message.origin();
            var customer = people.customerOf(message.sender());
            var conversation = ConversationId.of(origin.tenant(), origin.phoneNumberId(), customer);
            var id = origin.messageId(message.wamid());
            var stored = new Stored(message, id, conversation, customer, mentioned.by(message), true);
            first.putIfAbsent(new Key(origin.tenant(), stored.id()), stored);
            all.add(stored);
        }
        var owners = owners(first, insert(List.copyOf(first.values())));
        media.expect(first.entrySet().stream()
                .filter(one -> owners.containsKey(one.getKey()))
                .flatMap(one -> fileOf(one.getValue()).stream())
                .toList());
        return judge(all, owners);
    }

    /** The file that a message carries. One that is noted already is not fetched again, whoever brings its message. */
    static Optional<MediaTable.Expected> fileOf(Stored stored) {
        var origin = stored.message().origin();
        return Optional.ofNullable(stored.message().content().file())
                .map(file -> new MediaTable.Expected(
                        origin.tenant(),
                        origin.mediaId(stored.message().wamid()),
                        stored.id(),
                        origin.phoneNumberId(),
                        file.id(),
                        file.filename(),
                        file.sha256()));
    }

    private static List<Stored> judge(List<Stored> all, Map<Key, Owner> owners) {
        var claimed = new HashSet<Key>();
        return all.stream()
                .map(one -> {
                    var key = new Key(one.message().origin().tenant(), one.id());
                    var owner = owners.get(key);
                    var owned = owner != null
                            && owner.rawEvent().equals(one.message().origin().rawEvent())
                            && claimed.add(key);
                    var conversation = owner == null ? one.conversation() : owner.conversation();
                    var customer = owner == null ? one.customer() : owner.customer();
                    return new Stored(one.message(), one.id(), conversation, customer, one.mentioned(), owned);
                })
                .toList();
    }

    private List<Key> insert(List<Stored> messages) {
        return jdbc.sql("""
                        insert into message (tenant_id, id, conversation_id, customer_id, phone_number_id, direction,
                          type, content, context, status, from_address, to_address, wamid, reply_to, source_event,
                          created_at, updated_at)
                        select tenant_id, id, conversation_id, customer_id, phone_number_id, 'INBOUND', type, content,
                          context, 'DELIVERED', from_address, to_address, wamid, reply_to, source_event, created_at,
                          ?::timestamptz
                        from unnest(?::uuid[], ?::uuid[], ?::uuid[], ?::uuid[], ?::text[], ?::text[], ?::jsonb[],
                          ?::jsonb[], ?::text[], ?::text[], ?::text[], ?::uuid[], ?::uuid[], ?::timestamptz[]) with ordinality
                          as new (tenant_id, id, conversation_id, customer_id, phone_number_id, type, content,
                          context, from_address, to_address, wamid, reply_to, source_event, created_at, place)
                        order by place
                        on conflict do nothing
                        returning tenant_id, id""")
                .param(clock.instant().toString())
                .param(Columns.of(messages, one -> one.message().origin().tenant()))
                .param(Columns.of(messages, Stored::id))
                .param(Columns.of(messages, Stored::conversation))
                .param(Columns.of(messages, Stored::customer))
                .param(Columns.of(messages, one -> one.message().origin().phoneNumberId()))
                .param(Columns.of(messages, one -> one.message().type()))
                .param(Columns.of(messages, Stored::content))
                .param(Columns.of(messages, one -> json(one.message().context())))
                .param(Columns.of(messages, one -> one.message().fromAddress()))
                .param(Columns.of(messages, one -> one.message().toAddress()))
                .param(Columns.of(messages, one -> one.message().wamid()))
                .param(Columns.of(messages, Stored::replyTo))
                .param(Columns.of(messages, one -> one.message().origin().rawEvent()))
                .param(Columns.of(messages, one -> one.message().at()))
                .query((row, number) ->
                        new Key(new TenantId(row.getObject("tenant_id", UUID.class)), row.getObject("id", UUID.class)))
                .list();
    }

    /** Says of each message which raw event owns it: this batch's where it was inserted, else the one on record. */
    private Map<Key, Owner> owners(Map<Key, Stored> candidates, List<Key> inserted) {
        var owners = new HashMap<Key, Owner>();
        for (var key : inserted) {
            var one = candidates.get(key);
            if (one != null) {
                owners.put(key, new Owner(one.message().origin().rawEvent(), one.conversation(), one.customer()));
            }
        }
        var others = candidates.keySet().stream()
                .filter(key -> !owners.containsKey(key))
                .toList();
        if (others.isEmpty()) {
            return owners;
        }
        jdbc.sql("""
                        select tenant_id, id, conversation_id, customer_id, source_event
                        from unnest(?::uuid[], ?::uuid[]) as wanted (tenant_id, id)
                        join message using (tenant_id, id)
                        where source_event is not null""")
                .param(Columns.of(others, Key::tenant))
                .param(Columns.of(others, Key::id))
                .query((row, number) -> owners.put(
                        new Key(new TenantId(row.getObject("tenant_id", UUID.class)), row.getObject("id", UUID.class)),
                        new Owner(
                                row.getObject("source_event", UUID.class),
                                row.getObject("conversation_id", UUID.class),
                                row.getObject("customer_id", UUID.class))))
                .list();
        return owners;
    }

    private static @Nullable String json(@Nullable Object value) {
        return value == null ? null : Json.events().writeValueAsString(value);
    }

    private record Key(TenantId tenant, UUID id) {}

    private record Owner(UUID rawEvent, UUID conversation, UUID customer) {}
}
