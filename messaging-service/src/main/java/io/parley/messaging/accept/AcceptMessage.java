package io.parley.messaging.accept;

import io.parley.contract.MessageEvent;
import io.parley.contract.MessageType;
import io.parley.contract.TenantId;
import io.parley.kit.security.Caller;
import io.parley.kit.web.ProblemException;
import io.parley.messaging.customer.Customers;
import io.parley.messaging.customer.Identity;
import io.parley.messaging.customer.Sighting;
import io.parley.messaging.message.ConversationId;
import io.parley.messaging.message.Recipient;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * Accepts a message for sending. The message, its place in the send queue and the event that says so commit together:
 * what was answered 201 will be sent, or fail with a reason, or be reported as unknown.
 */
@Service
class AcceptMessage {

    private final Customers customers;
    private final Threads threads;
    private final TemplateCheck templateCheck;
    private final QueueMessage queueMessage;
    private final Clock clock;

    AcceptMessage(
            Customers customers, Threads threads, TemplateCheck templateCheck, QueueMessage queueMessage, Clock clock) {
        this.customers = customers;
        this.threads = threads;
        this.templateCheck = templateCheck;
        this.queueMessage = queueMessage;
        this.clock = clock;
    }

    /**
     * Stores and queues {@code draft}; throws {@link ProblemException} where the tenant cannot send it. Has to run in a
     * transaction.
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public MessageEvent accept(Caller caller, Draft draft) {
        var tenant = caller.tenant();
        var numbers = threads.numbersOf(tenant);
        var quoted = quotedBy(tenant, draft);
        var now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        var customer =
                customers.resolve(List.of(sighting(tenant, draft.to(), now))).getFirst();
        var number = threads.choose(numbers, draft.from(), quoted, customer);
        var conversation = ConversationId.of(tenant, number.phoneNumberId(), customer);
        quoted.filter(one -> !one.conversation().equals(conversation)).ifPresent(one -> {
            throw ProblemException.ofField(one.field(), "is a message of another conversation");
        });
        if (draft.type() != MessageType.TEMPLATE) {
            threads.requireOpenWindow(tenant, conversation, now);
        }
        var checked = templateCheck.check(tenant, draft, number, customer);
        var said = checked.type() == MessageType.REACTION ? reaction(checked, quoted.orElseThrow()) : checked;
        return queueMessage.queue(caller, said, new QueueMessage.Place(number, conversation, customer, now));
    }

    private Optional<Quoted> quotedBy(TenantId tenant, Draft draft) {
        if (draft.type() != MessageType.REACTION) {
            return draft.replyTo().map(id -> threads.quoted(tenant, id, "replyTo"));
        }
        var field = "content.messageId";
        try {
            var id = UUID.fromString(String.valueOf(draft.content().get("messageId")));
            return Optional.of(threads.quoted(tenant, id, field));
        } catch (IllegalArgumentException e) {
            throw ProblemException.ofField(field, "must be a UUID");
        }
    }

    private static Draft reaction(Draft draft, Quoted quoted) {
        var content = new LinkedHashMap<>(draft.content());
        content.put("whatsappId", quoted.wamid());
        return draft.saying(content);
    }

    /** The recipient as a sighting that carries no profile, and so changes none. */
    private static Sighting sighting(TenantId tenant, Recipient to, Instant now) {
        return switch (to) {
            case Recipient.Phone(var phone) ->
                new Sighting(
                        tenant, List.of(Identity.of(phone)), Optional.of(phone), Optional.empty(), null, null, now);
            case Recipient.User(var identity) ->
                new Sighting(
                        tenant, List.of(identity), Optional.empty(), Optional.of(identity.value()), null, null, now);
        };
    }
}
