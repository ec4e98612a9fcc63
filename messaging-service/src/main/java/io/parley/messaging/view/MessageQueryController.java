package io.parley.messaging.view;

import io.parley.contract.MessageEvent;
import io.parley.kit.security.Caller;
import io.parley.kit.web.PageRequest;
import io.parley.kit.web.Pagination;
import io.parley.kit.web.ProblemException;
import io.parley.kit.web.Success;
import io.swagger.v3.oas.annotations.Operation;
import java.util.List;
import java.util.UUID;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/** Answers questions about messages. */
@RestController
class MessageQueryController {

    private final MessageQueries queries;

    MessageQueryController(MessageQueries queries) {
        this.queries = queries;
    }

    record Listing(List<MessageEvent> messages, Pagination pagination) {}

    @Operation(summary = "List messages", description = "Newest first.")
    @GetMapping("/api/messages")
    Success<Listing> list(Caller caller, MessageFilter filter, PageRequest page) {
        var found = queries.list(caller.tenant(), filter, page);
        return Success.of(new Listing(found.messages(), found.pagination()));
    }

    @Operation(summary = "Read a message", description = "With everything that became of it, oldest first.")
    @GetMapping("/api/messages/{id}")
    Success<MessageDetail> get(Caller caller, @PathVariable UUID id) {
        return Success.of(queries.find(caller.tenant(), id).orElseThrow(ProblemException::notFound));
    }
}
