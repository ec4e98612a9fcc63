package io.parley.conversation.work;

import io.parley.contract.Role;
import io.parley.conversation.inbox.Note;
import io.parley.conversation.inbox.Notes;
import io.parley.kit.database.CleanText;
import io.parley.kit.id.Ids;
import io.parley.kit.security.Caller;
import io.parley.kit.web.CommonError;
import io.parley.kit.web.ProblemException;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.UUID;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Keeps what agents write for each other beside a thread's messages. */
@Service
class TakeNotes {

    private static final int LONGEST = 4096;

    private final Notes notes;
    private final WorkOnConversation work;
    private final Ids ids;
    private final Clock clock;

    TakeNotes(Notes notes, WorkOnConversation work, Ids ids, Clock clock) {
        this.notes = notes;
        this.work = work;
        this.ids = ids;
        this.clock = clock;
    }

    @Transactional
    public Note add(Caller caller, UUID conversation, String text) {
        var clean = CleanText.of(text).strip();
        if (clean.isEmpty() || clean.codePointCount(0, clean.length()) > LONGEST) {
            throw ProblemException.ofField("text", "must be 1 to " + LONGEST + " characters");
        }
        work.notesChanged(caller, conversation);
        var note = Note.of(
                ids.next(), conversation, clean, caller.user(), clock.instant().truncatedTo(ChronoUnit.MILLIS));
        notes.add(caller.tenant(), note);
        return note;
    }

    /** Removes a note of the caller's own; administrators may remove any. */
    @Transactional
    public void remove(Caller caller, UUID conversation, UUID id) {
        var note = notes.find(caller.tenant(), conversation, id).orElseThrow(ProblemException::notFound);
        if (!note.sentBy().equals(caller.user()) && caller.role() == Role.AGENT) {
            throw ProblemException.of(CommonError.FORBIDDEN, "Only its author or an administrator may remove a note");
        }
        notes.remove(caller.tenant(), note);
        work.notesChanged(caller, conversation);
    }
}
