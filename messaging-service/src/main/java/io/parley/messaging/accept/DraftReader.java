package io.parley.messaging.accept;

import io.parley.contract.MessageType;
import io.parley.kit.web.ProblemException;
import io.parley.messaging.accept.content.OutboundContent;
import io.parley.messaging.message.Recipient;
import java.util.Locale;
import java.util.Optional;

/** Makes a draft of a request, or refuses it with the names of the fields that are wrong. */
final class DraftReader {

    private DraftReader() {}

    static Draft read(MessageRequest request) {
        var to = Recipient.parse(request.to())
                .orElseThrow(() -> ProblemException.ofField(
                        "to", "must be a phone number of 7 to 15 digits with its country code, or a user id"));
        var type = type(request.type());
        if (type == MessageType.REACTION && request.replyTo() != null) {
            throw ProblemException.ofField("replyTo", "is not for reactions; content.messageId names the message");
        }
        var content = OutboundContent.read(type, request.content());
        return new Draft(
                to,
                type,
                type == MessageType.TEMPLATE ? request.content() : content,
                Optional.ofNullable(request.replyTo()),
                Optional.ofNullable(request.from()),
                Optional.empty());
    }

    private static MessageType type(String text) {
        return OutboundContent.types().stream()
                .filter(type -> type.name().equals(text.toUpperCase(Locale.ROOT)))
                .findFirst()
                .orElseThrow(() -> ProblemException.ofField(
                        "type",
                        "must be one of "
                                + OutboundContent.types().stream()
                                        .map(type -> type.name().toLowerCase(Locale.ROOT))
                                        .toList()));
    }
}
