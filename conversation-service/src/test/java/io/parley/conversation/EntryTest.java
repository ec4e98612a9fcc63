package io.parley.conversation;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.contract.MessageError;
import io.parley.contract.MessageStatus;
import io.parley.contract.StatusChanged;
import io.parley.contract.TenantId;
import io.parley.conversation.inbox.Entry;
import io.parley.conversation.inbox.Mark;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class EntryTest {

    static final Instant NOON = Talk.NOON;

    final TenantId tenant = new TenantId(UUID.randomUUID());
    final Talk talk = Talk.with(tenant, "+447700900123", "Ada");

    @Test
    void isTheSameInWhateverOrderItIsToldOf() {
        var message = talk.answered("Hi", NOON);
        var sent = Talk.as(message, MessageStatus.SENT, message.content(), NOON.plusSeconds(1));
        var edited = Talk.as(message, MessageStatus.SENT, Map.of("text", "Ho"), NOON.plusSeconds(1));
        var told = new ArrayList<>(List.of(
                Entry.of(tenant, message, 0, 0),
                Entry.of(tenant, sent, 1, 0),
                Entry.of(tenant, edited, 2, Mark.UNKNOWN),
                status(message.id(), MessageStatus.DELIVERED, null),
                status(message.id(), MessageStatus.READ, null),
                status(message.id(), MessageStatus.FAILED, new MessageError("131026", "Undeliverable", null))));
        var expected = told.stream().reduce(Entry::and).orElseThrow();
        assertThat(expected.message().content()).containsEntry("text", "Ho");
        assertThat(expected.status()).isEqualTo(MessageStatus.READ);
        assertThat(expected.error()).isNull();

        for (var seed = 0; seed < 200; seed++) {
            var shuffled = new ArrayList<>(told);
            shuffled.addAll(told.subList(0, 3));
            Collections.shuffle(shuffled, new Random(seed));

            assertThat(shuffled.stream().reduce(Entry::and)).as("seed " + seed).contains(expected);
        }
    }

    @Test
    void takesAFailureOfUnknownOutcomeBackWhenWhatsAppSaysOtherwise() {
        var message = talk.answered("Hi", NOON);
        var unknown = status(message.id(), MessageStatus.FAILED, new MessageError("SEND_OUTCOME_UNKNOWN", "?", null));
        var refused = status(message.id(), MessageStatus.FAILED, new MessageError("131026", "No", null));
        var sent = status(message.id(), MessageStatus.SENT, null);

        assertThat(unknown.and(sent).status()).isEqualTo(MessageStatus.SENT);
        assertThat(sent.and(unknown).status()).isEqualTo(MessageStatus.SENT);
        assertThat(refused.and(sent).status()).isEqualTo(MessageStatus.FAILED);
        assertThat(sent.and(refused).status()).isEqualTo(MessageStatus.FAILED);
    }

    @Test
    void putsAStatusWhereItsMessageBelongs() {
        var message = talk.answered("Hi", NOON);

        var status = status(message.id(), MessageStatus.READ, null);

        assertThat(status.createdAt()).isEqualTo(NOON);
        assertThat(status.isKnown()).isFalse();
    }

    private Entry status(UUID message, MessageStatus status, @Nullable MessageError error) {
        return Entry.of(
                tenant,
                new StatusChanged(
                        message, talk.id(), null, MessageStatus.QUEUED, status, NOON.plusSeconds(60), error, null));
    }
}
