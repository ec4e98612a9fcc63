package io.parley.messaging.accept;

import io.parley.contract.Direction;
import io.parley.contract.MessageEvent;
import io.parley.contract.MessageStatus;
import io.parley.contract.MessageType;
import io.parley.kit.security.Caller;
import io.parley.kit.web.ProblemException;
import io.parley.messaging.MessagingError;
import io.parley.messaging.message.MessageRow;
import io.parley.messaging.message.Recipient;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Takes a request for a message: a new one, the repetition of one, or one that failed and is to be sent again. */
@Service
class TakeMessage {

    private final JdbcClient jdbc;
    private final AcceptMessage acceptMessage;
    private final IdempotencyKeys keys;

    TakeMessage(JdbcClient jdbc, AcceptMessage acceptMessage, IdempotencyKeys keys) {
        this.jdbc = jdbc;
        this.acceptMessage = acceptMessage;
        this.keys = keys;
    }

    /**
     * What a request has come to.
     *
     * @param replayed whether the same request was answered before, and this is that answer
     */
    record Taken(MessageEvent message, boolean replayed) {}

    /** Accepts what {@code request} asks for; under the same key only once. */
    @Transactional
    public Taken take(Caller caller, MessageRequest request, Optional<String> key) {
        var before = key.flatMap(text -> keys.take(caller.tenant(), text, request));
        if (before.isPresent()) {
            return new Taken(before.get(), true);
        }
        var message = acceptMessage.accept(caller, DraftReader.read(request));
        key.ifPresent(text -> keys.keep(caller.tenant(), text, message));
        return new Taken(message, false);
    }

    /** Accepts the content of a failed message once more, to the same customer from the same number. */
    @Transactional
    public MessageEvent resend(Caller caller, UUID id) {
        var failed = jdbc.sql("select * from message where tenant_id = ? and id = ? for update")
                .param(caller.tenant().value())
                .param(id)
                .query((row, count) -> MessageRow.read(row))
                .optional()
                .orElseThrow(ProblemException::notFound);
        if (failed.direction() != Direction.OUTBOUND || failed.status() != MessageStatus.FAILED) {
            throw ProblemException.of(
                    MessagingError.MESSAGE_NOT_FAILED,
                    "Only a message to a customer that has failed can be sent again");
        }
        if (failed.to() == null) {
            throw ProblemException.of(
                    MessagingError.MESSAGE_ERASED, "The customer was erased, and the message with them");
        }
        jdbc.sql("select id from message where tenant_id = ? and resend_of = ?")
                .param(caller.tenant().value())
                .param(id)
                .query(UUID.class)
                .optional()
                .ifPresent(again -> {
                    throw ProblemException.of(
                            MessagingError.MESSAGE_ALREADY_RESENT, "It was sent again before, as message " + again);
                });
        return acceptMessage.accept(caller, draftOf(failed));
    }

    /** Returns a template's content without what has been added about its file. */
    private static Map<String, Object> asGiven(Map<String, Object> content) {
        var given = new LinkedHashMap<>(content);
        given.keySet().retainAll(Set.of("name", "language", "components"));
        return given;
    }

    private static Draft draftOf(MessageEvent failed) {
        return new Draft(
                Recipient.parse(String.valueOf(failed.to()))
                        .orElseThrow(() -> new IllegalStateException("message " + failed.id() + " has no recipient")),
                failed.type(),
                failed.type() == MessageType.TEMPLATE ? asGiven(failed.content()) : failed.content(),
                Optional.ofNullable(failed.replyTo()),
                Optional.of(failed.phoneNumberId()),
                Optional.of(failed.id()));
    }
}
