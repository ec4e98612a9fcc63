package io.parley.conversation.view;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import com.fasterxml.jackson.annotation.JsonValue;
import io.parley.contract.Conversation;
import io.parley.contract.MessageEvent;
import io.parley.conversation.inbox.Note;
import java.util.ArrayList;
import java.util.List;

/** A conversation with its latest messages and notes, oldest first. */
record ConversationDetail(@JsonUnwrapped Conversation conversation, List<Line> messages) {

    static final int SHOWN = 50;

    /** Puts notes among messages by their time, and keeps the latest; both come newest first. */
    static ConversationDetail of(Conversation conversation, List<MessageEvent> messages, List<Note> notes) {
        var lines = new ArrayList<Line>(SHOWN);
        var message = 0;
        var note = 0;
        while (lines.size() < SHOWN && (message < messages.size() || note < notes.size())) {
            var isNote = note < notes.size()
                    && (message == messages.size()
                            || notes.get(note)
                                    .createdAt()
                                    .isAfter(messages.get(message).createdAt()));
            lines.add(isNote ? new Line.Internal(notes.get(note++)) : new Line.Message(messages.get(message++)));
        }
        return new ConversationDetail(conversation, List.copyOf(lines.reversed()));
    }

    /** One entry of a thread. */
    sealed interface Line {

        record Message(@JsonValue MessageEvent message) implements Line {}

        record Internal(@JsonValue Note note) implements Line {}
    }
}
