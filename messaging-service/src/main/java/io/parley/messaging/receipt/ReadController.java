package io.parley.messaging.receipt;

import io.parley.contract.MessageEvent;
import io.parley.kit.security.Caller;
import io.parley.kit.web.Success;
import io.swagger.v3.oas.annotations.Operation;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/** Lets an agent say what was read. */
@RestController
class ReadController {

    private final MarkRead markRead;

    ReadController(MarkRead markRead) {
        this.markRead = markRead;
    }

    /** What POST /api/messages/:id/read may take: whether somebody types an answer. */
    record ReadRequest(@Nullable Boolean typing) {}

    @Operation(
            summary = "Mark as read up to a message",
            description = "Marks it and all of the customer's before it. `typing` shows the customer that somebody "
                    + "writes.")
    @PostMapping("/api/messages/{id}/read")
    Success<MessageEvent> read(
            Caller caller, @PathVariable UUID id, @RequestBody(required = false) @Nullable ReadRequest request) {
        var typing = request != null && Boolean.TRUE.equals(request.typing());
        return Success.of(markRead.upTo(caller.tenant(), id, typing));
    }
}
