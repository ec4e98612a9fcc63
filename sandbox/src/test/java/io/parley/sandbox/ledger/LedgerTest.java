package io.parley.sandbox.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.sandbox.ledger.AcceptedSend.Recipient;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LedgerTest {

    private static final Recipient ADA = new Recipient("+447700900123", "447700900123", "GB.1", false);

    @Test
    void countsCallbackData() {
        var ledger = new Ledger(10, 1_000);
        record(ledger, "a", 1);
        record(ledger, "b", 1);
        record(ledger, "a", 1);

        assertThat(ledger.counts(1)).isEqualTo(Map.of("a", 2, "b", 1));
        assertThat(ledger.counts(2)).isEqualTo(Map.of("a", 2));
    }

    @Test
    void forgetsTheOldestBeyondItsCapacity() {
        var ledger = new Ledger(2, 1_000);
        var first = record(ledger, "a", 1);
        record(ledger, "a", 1);
        record(ledger, "b", 1);

        assertThat(ledger.select(send -> true, 10))
                .extracting(AcceptedSend::sequence)
                .containsExactly(2L, 3L);
        assertThat(ledger.find(first.wamid())).isEmpty();
        assertThat(ledger.counts(1)).isEqualTo(Map.of("a", 1, "b", 1));
        assertThat(ledger.forgotten()).isEqualTo(1);
    }

    @Test
    void forgetsTheOldestWhenBodiesGrowTooLarge() {
        var ledger = new Ledger(10, 100);
        record(ledger, "a", 60);
        record(ledger, "b", 60);
        record(ledger, "c", 200);

        assertThat(ledger.counts(1)).containsOnlyKeys("c");
    }

    @Test
    void goesOnCountingAfterItWasCleared() {
        var ledger = new Ledger(10, 100);
        record(ledger, "a", 1);
        ledger.clear();

        assertThat(record(ledger, "a", 1).sequence()).isEqualTo(2);
        assertThat(ledger.counts(1)).isEqualTo(Map.of("a", 1));
    }

    private static AcceptedSend record(Ledger ledger, String callbackData, int bytes) {
        return ledger.record(sequence -> new AcceptedSend(
                sequence,
                Instant.EPOCH,
                "wamid." + sequence,
                "500001",
                "text",
                ADA,
                callbackData,
                false,
                new byte[bytes]));
    }
}
