package io.parley.messaging.accept;

import io.parley.contract.MessageEvent;
import io.parley.contract.MessageType;
import io.parley.contract.TenantId;
import io.parley.kit.security.Caller;
import io.parley.kit.web.ProblemException;
import io.parley.messaging.accept.content.NamedFile;
import io.parley.messaging.message.ConversationId;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
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

    private final Recipients recipients;
    private final Threads threads;
    private final TemplateCheck templateCheck;
    private final Attachments attachments;
    private final QueueMessage queueMessage;
    private final Clock clock;

    AcceptMessage(
            Recipients recipients,
            Threads threads,
            TemplateCheck templateCheck,
            Attachments attachments,
            QueueMessage queueMessage,
            Clock clock) {
        this.recipients = recipients;
        this.threads = threads;
        this.templateCheck = templateCheck;
        this.attachments = attachments;
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
        var reached = recipients.reach(tenant, draft.to(), now);
        var customer = reached.customer();
        var number = threads.choose(numbers, draft.from(), quoted, customer);
        var conversation = ConversationId.of(tenant, number.phoneNumberId(), customer);
        quoted.ifPresent(one -> threads.requireSame(tenant, one, number, customer));
        if (draft.type() != MessageType.TEMPLATE) {
            threads.requireOpenWindow(tenant, number.phoneNumberId(), customer, now);
        }
        var checked = templateCheck.check(tenant, draft, number, customer);
        var said = complete(tenant, draft, checked, quoted);
        return queueMessage.queue(
                caller, said.to(reached.at()), new QueueMessage.Place(number, conversation, customer, now));
    }

    /** Adds to {@code checked} what the things are that it names; a template's file is named where {@code given} names it. */
    private Draft complete(TenantId tenant, Draft given, Draft checked, Optional<Quoted> quoted) {
        return switch (checked.type()) {
            case REACTION -> reaction(checked, quoted.orElseThrow());
            case TEMPLATE ->
                NamedFile.inHeader(given.content())
                        .map(file -> attachments.attach(tenant, checked, file))
                        .orElse(checked);
            default -> attachments.attach(tenant, checked);
        };
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
}
