package io.parley.analytics.fact;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.contract.MessageStatus;
import io.parley.contract.TenantId;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class FoldTest {

    final TenantId tenant = new TenantId(UUID.randomUUID());
    final MessageFact queued = new MessageFact(
            tenant,
            UUID.randomUUID(),
            UUID.randomUUID(),
            Instant.parse("2026-01-05T12:00:00Z"),
            MessageFact.Kind.OUTBOUND,
            Progress.QUEUED,
            false,
            null,
            null,
            null);
    final Fold fold = new Fold(List.of(), List.of());

    @Test
    void keepsAStatusThatComesBeforeItsMessage() {
        fold.hear(status(Progress.DELIVERED));
        assertThat(fold.changedEarly()).hasSize(1);

        fold.hear(queued);

        assertThat(fold.changedEarly()).isEmpty();
        assertThat(fold.added()).containsExactly(queued.and(Progress.DELIVERED, true));
    }

    @Test
    void letsGoOfAnEarlyStatusOnceItsMessageIsThere() {
        var early = new EarlyStatus(tenant, queued.id(), Progress.READ, true);
        var later = new Fold(List.of(), List.of(early));

        later.hear(queued);

        assertThat(later.settled()).containsExactly(queued.key());
        assertThat(later.changed()).containsExactly(queued.and(Progress.READ, true));
    }

    @Test
    void hasNothingToSayOfWhatIsOnRecordAlready() {
        var known = queued.and(Progress.READ, true);
        var later = new Fold(List.of(known), List.of());

        later.hear(queued);
        later.hear(status(Progress.SENT));
        later.hear(status(Progress.FAILED));

        assertThat(later.changed()).isEmpty();
        assertThat(later.added()).isEmpty();
    }

    /** Progress is by a greatest one what a message's status is by steps. */
    @ParameterizedTest
    @EnumSource(MessageStatus.class)
    void agreesWithTheStatusesOfMessages(MessageStatus held) {
        for (var reported : MessageStatus.values()) {
            assertThat(Progress.of(held).and(Progress.of(reported)))
                    .as(held + " then " + reported)
                    .isEqualTo(Progress.of(held.after(reported)));
        }
    }

    private Told.Status status(Progress progress) {
        return new Told.Status(tenant, queued.conversation(), queued.id(), progress, progress.isSent());
    }
}
