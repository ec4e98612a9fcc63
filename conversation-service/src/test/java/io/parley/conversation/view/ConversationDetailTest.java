package io.parley.conversation.view;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.contract.Direction;
import io.parley.contract.MessageEvent;
import io.parley.contract.MessageStatus;
import io.parley.contract.MessageType;
import io.parley.contract.TenantId;
import io.parley.conversation.inbox.ConversationState;
import io.parley.conversation.inbox.Note;
import io.parley.conversation.view.ConversationDetail.Line;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ConversationDetailTest {

    static final Instant NOON = Instant.parse("2026-01-05T12:00:00Z");

    final UUID thread = UUID.randomUUID();

    @Test
    void putsNotesAmongMessagesOldestFirst() {
        var shown = detail(List.of(said("two", 20), said("one", 10)), List.of(note(15), note(5)));

        assertThat(shown).extracting(ConversationDetailTest::kindOf).containsExactly("note", "one", "note", "two");
    }

    @Test
    void showsNoMoreThanFifty() {
        var messages = IntStream.rangeClosed(1, 50)
                .mapToObj(place -> said("m", 1_000 - place))
                .toList();

        var shown = detail(messages, List.of(note(2_000), note(1)));

        assertThat(shown).hasSize(50);
        assertThat(kindOf(shown.getLast())).isEqualTo("note");
        assertThat(kindOf(shown.getFirst())).isEqualTo("m");
    }

    private List<Line> detail(List<MessageEvent> messages, List<Note> notes) {
        var state = ConversationState.begin(new TenantId(UUID.randomUUID()), said("one", 10));
        return ConversationDetail.of(state.view(null), messages, notes).messages();
    }

    private Note note(long seconds) {
        return Note.of(UUID.randomUUID(), thread, "note", UUID.randomUUID(), NOON.plusSeconds(seconds));
    }

    private MessageEvent said(String text, long seconds) {
        var at = NOON.plusSeconds(seconds);
        return new MessageEvent(
                UUID.randomUUID(),
                thread,
                Direction.INBOUND,
                MessageType.TEXT,
                Map.of("text", text),
                MessageStatus.DELIVERED,
                "+447700900123",
                null,
                "1",
                null,
                null,
                null,
                null,
                null,
                at,
                at,
                null,
                null,
                null,
                null,
                null);
    }

    private static String kindOf(Line line) {
        return switch (line) {
            case Line.Message(var message) -> String.valueOf(message.content().get("text"));
            case Line.Internal(var note) -> note.text();
        };
    }
}
