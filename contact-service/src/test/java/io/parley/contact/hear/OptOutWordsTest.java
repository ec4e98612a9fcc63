package io.parley.contact.hear;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.contact.book.Consent;
import io.parley.contract.Direction;
import io.parley.contract.MessageEvent;
import io.parley.contract.MessageStatus;
import io.parley.contract.MessageType;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OptOutWordsTest {

    static final Instant NOON = Instant.parse("2026-01-05T12:00:00Z");

    final OptOutWords words = new OptOutWords(new OptOutProperties(Set.of("Stop", "Arrêter"), Set.of("opt in")));

    @ParameterizedTest
    @ValueSource(strings = {"stop", "STOP", " Stop!! ", "«stop»", "arreter", "ARRÊTER."})
    void understandsTheWordsHoweverTheyAreTyped(String text) {
        assertThat(words.read(text(text))).isEqualTo(new Consent(true, NOON));
    }

    @Test
    void understandsTheWayBackAndPressedButtons() {
        assertThat(words.read(text("Opt  In"))).isEqualTo(new Consent(false, NOON));
        assertThat(words.read(message(MessageType.INTERACTIVE, Map.of("kind", "template_button", "title", "Stop"))))
                .isEqualTo(new Consent(true, NOON));
    }

    @Test
    void hearsNothingInAnythingElse() {
        assertThat(words.read(text("stop it"))).isEqualTo(Consent.SILENT);
        assertThat(words.read(text("stop".repeat(1000)))).isEqualTo(Consent.SILENT);
        assertThat(words.read(text(""))).isEqualTo(Consent.SILENT);
        assertThat(words.read(message(MessageType.IMAGE, Map.of("text", "stop"))))
                .isEqualTo(Consent.SILENT);
        assertThat(words.read(message(MessageType.TEXT, Map.of()))).isEqualTo(Consent.SILENT);
    }

    private static MessageEvent text(String text) {
        return message(MessageType.TEXT, Map.of("text", text));
    }

    private static MessageEvent message(MessageType type, Map<String, Object> content) {
        return new MessageEvent(
                UUID.randomUUID(),
                UUID.randomUUID(),
                Direction.INBOUND,
                type,
                content,
                MessageStatus.DELIVERED,
                "+447700900123",
                "+442079460123",
                "1",
                "wamid.1",
                null,
                null,
                null,
                null,
                NOON,
                NOON,
                null,
                null,
                null,
                null,
                null);
    }
}
