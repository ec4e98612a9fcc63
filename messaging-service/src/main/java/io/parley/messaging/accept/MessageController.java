package io.parley.messaging.accept;

import io.parley.contract.MessageEvent;
import io.parley.kit.security.Caller;
import io.parley.kit.web.ProblemException;
import io.parley.kit.web.Success;
import io.swagger.v3.oas.annotations.Operation;
import jakarta.validation.Valid;
import java.net.URI;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RestController;

/** Takes messages in. Acceptance is durable; delivery is reported later, through the message's status. */
@RestController
class MessageController {

    private static final String IDEMPOTENCY_KEY = "Idempotency-Key";
    private static final String REPLAYED = "Idempotency-Replayed";
    private static final Pattern KEY = Pattern.compile("[\\x20-\\x7e]{1,255}");

    private final TakeMessage takeMessage;

    MessageController(TakeMessage takeMessage) {
        this.takeMessage = takeMessage;
    }

    @Operation(
            summary = "Send a message",
            description = "201 means that it is kept: it is sent once, or fails with a reason, or says that its "
                    + "outcome is unknown. What became of it is told on the socket, by /api/events and by the "
                    + "message itself. With `Idempotency-Key` a repetition gets the first answer. A file is named by "
                    + "`mediaId`, its id of `POST /api/media`: in `content` where the message is a file, and in the "
                    + "header of a template beside Meta's `link` and `id`, as in `content.variables.header.image.mediaId` "
                    + "or `content.components[0].parameters[0].image.mediaId`; not in the cards of a carousel.")
    @PostMapping("/api/messages")
    ResponseEntity<Success<MessageEvent>> accept(
            Caller caller,
            @RequestHeader(name = IDEMPOTENCY_KEY, required = false) @Nullable String key,
            @Valid @RequestBody MessageRequest request) {
        if (key != null && !KEY.matcher(key).matches()) {
            throw ProblemException.ofField(IDEMPOTENCY_KEY, "must have 1 to 255 printable ASCII characters");
        }
        var taken = takeMessage.take(caller, request, Optional.ofNullable(key));
        var answer = created(taken.message());
        if (taken.replayed()) {
            answer.header(REPLAYED, "true");
        }
        return answer.body(Success.of(taken.message()));
    }

    @Operation(summary = "Send a failed message again", description = "As a new message with `resendOf`.")
    @PostMapping("/api/messages/{id}/resend")
    ResponseEntity<Success<MessageEvent>> resend(Caller caller, @PathVariable UUID id) {
        var message = takeMessage.resend(caller, id);
        return created(message).body(Success.of(message));
    }

    private static ResponseEntity.BodyBuilder created(MessageEvent message) {
        return ResponseEntity.created(URI.create("/api/messages/" + message.id()));
    }
}
