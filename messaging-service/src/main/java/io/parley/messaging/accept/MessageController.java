package io.parley.messaging.accept;

import io.parley.contract.MessageEvent;
import io.parley.kit.security.Caller;
import io.parley.kit.web.Success;
import jakarta.validation.Valid;
import java.net.URI;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/** Takes messages in. Acceptance is durable; delivery is reported later, through the message's status. */
@RestController
class MessageController {

    private final AcceptMessage acceptMessage;

    MessageController(AcceptMessage acceptMessage) {
        this.acceptMessage = acceptMessage;
    }

    @PostMapping("/api/messages")
    ResponseEntity<Success<MessageEvent>> accept(Caller caller, @Valid @RequestBody MessageRequest request) {
        var message = acceptMessage.accept(caller, DraftReader.read(request));
        return ResponseEntity.created(URI.create("/api/messages/" + message.id()))
                .body(Success.of(message));
    }
}
