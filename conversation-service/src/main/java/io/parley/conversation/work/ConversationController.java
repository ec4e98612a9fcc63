package io.parley.conversation.work;

import io.parley.contract.Conversation;
import io.parley.conversation.inbox.Note;
import io.parley.kit.security.Caller;
import io.parley.kit.web.Success;
import io.swagger.v3.oas.annotations.Operation;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import java.util.Map;
import java.util.UUID;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Takes what agents do to conversations. */
@RestController
@RequestMapping("/api/conversations/{id}")
class ConversationController {

    private final WorkOnConversation work;
    private final TakeNotes takeNotes;

    ConversationController(WorkOnConversation work, TakeNotes takeNotes) {
        this.work = work;
        this.takeNotes = takeNotes;
    }

    record NewNote(@NotNull String text) {}

    @Operation(
            summary = "Change a conversation",
            description = "Status, assignee, tags; what is absent stays. With `version` it is refused where somebody "
                    + "was faster.")
    @PatchMapping
    Success<Conversation> patch(Caller caller, @PathVariable UUID id, @RequestBody ConversationPatch patch) {
        return Success.of(work.patch(caller, id, patch));
    }

    @Operation(
            summary = "Mark as read",
            description = "Sets unread to 0 and has WhatsApp show the customer the blue ticks.")
    @PostMapping("/read")
    Success<Conversation> read(Caller caller, @PathVariable UUID id) {
        return Success.of(work.read(caller, id));
    }

    @Operation(summary = "Write a note", description = "For colleagues; it is shown among the messages and never sent.")
    @PostMapping("/notes")
    @ResponseStatus(HttpStatus.CREATED)
    Success<Note> addNote(Caller caller, @PathVariable UUID id, @Valid @RequestBody NewNote note) {
        return Success.of(takeNotes.add(caller, id, note.text()));
    }

    @Operation(summary = "Remove a note", description = "Its author may, and administrators.")
    @DeleteMapping("/notes/{note}")
    Success<Map<String, Object>> removeNote(Caller caller, @PathVariable UUID id, @PathVariable UUID note) {
        takeNotes.remove(caller, id, note);
        return Success.done();
    }
}
