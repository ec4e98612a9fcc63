package io.parley.conversation.view;

import io.parley.kit.security.Caller;
import io.parley.kit.web.PageRequest;
import io.parley.kit.web.ProblemException;
import io.parley.kit.web.Success;
import io.swagger.v3.oas.annotations.Operation;
import java.util.UUID;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Answers questions about conversations. */
@RestController
@RequestMapping("/api/conversations")
class ConversationQueryController {

    private final ConversationQueries conversations;
    private final ThreadQueries threads;

    ConversationQueryController(ConversationQueries conversations, ThreadQueries threads) {
        this.conversations = conversations;
        this.threads = threads;
    }

    @Operation(summary = "List conversations", description = "The shared inbox, by the latest message.")
    @GetMapping
    Success<ConversationQueries.Page> list(Caller caller, ConversationFilter filter, PageRequest page) {
        return Success.of(conversations.list(caller, filter, page));
    }

    @Operation(summary = "Read a conversation", description = "With its latest 50 messages and notes, oldest first.")
    @GetMapping("/{id}")
    Success<ConversationDetail> get(Caller caller, @PathVariable UUID id) {
        return Success.of(threads.find(caller.tenant(), id).orElseThrow(ProblemException::notFound));
    }

    @Operation(summary = "Who looked after it", description = "All assignments, latest first.")
    @GetMapping("/{id}/assignments")
    Success<ThreadQueries.Assignments> assignments(Caller caller, @PathVariable UUID id, PageRequest page) {
        return Success.of(threads.assignments(caller.tenant(), id, page).orElseThrow(ProblemException::notFound));
    }
}
