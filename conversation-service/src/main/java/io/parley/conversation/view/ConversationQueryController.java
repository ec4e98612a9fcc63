package io.parley.conversation.view;

import io.parley.kit.security.Caller;
import io.parley.kit.web.PageRequest;
import io.parley.kit.web.ProblemException;
import io.parley.kit.web.Success;
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

    @GetMapping
    Success<ConversationQueries.Page> list(Caller caller, ConversationFilter filter, PageRequest page) {
        return Success.of(conversations.list(caller, filter, page));
    }

    @GetMapping("/{id}")
    Success<ConversationDetail> get(Caller caller, @PathVariable UUID id) {
        return Success.of(threads.find(caller.tenant(), id).orElseThrow(ProblemException::notFound));
    }

    @GetMapping("/{id}/assignments")
    Success<ThreadQueries.Assignments> assignments(Caller caller, @PathVariable UUID id, PageRequest page) {
        return Success.of(threads.assignments(caller.tenant(), id, page).orElseThrow(ProblemException::notFound));
    }
}
