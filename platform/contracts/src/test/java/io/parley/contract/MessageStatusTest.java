package io.parley.contract;

import static io.parley.contract.MessageStatus.DELIVERED;
import static io.parley.contract.MessageStatus.FAILED;
import static io.parley.contract.MessageStatus.QUEUED;
import static io.parley.contract.MessageStatus.READ;
import static io.parley.contract.MessageStatus.SENT;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MessageStatusTest {

    @ParameterizedTest
    @CsvSource({"QUEUED, SENT", "SENT, DELIVERED", "SENT, READ", "DELIVERED, READ", "QUEUED, READ"})
    void movesForward(MessageStatus now, MessageStatus reported) {
        assertThat(now.after(reported)).isEqualTo(reported);
    }

    @ParameterizedTest
    @CsvSource({"SENT, SENT", "READ, DELIVERED", "READ, SENT", "DELIVERED, FAILED", "READ, FAILED", "FAILED, SENT"})
    void ignoresWhatComesLate(MessageStatus now, MessageStatus reported) {
        assertThat(now.after(reported)).isEqualTo(now);
    }

    @Test
    void failsOnTheWayAndIsProvedWrongByArrival() {
        assertThat(SENT.after(FAILED)).isEqualTo(FAILED);
        assertThat(FAILED.after(DELIVERED)).isEqualTo(DELIVERED);
    }

    @Test
    void endsTheSameInWhicheverOrderReportsArrive() {
        assertThat(List.of(SENT, DELIVERED, READ).stream().reduce(QUEUED, MessageStatus::after))
                .isEqualTo(List.of(READ, SENT, DELIVERED).stream().reduce(QUEUED, MessageStatus::after));
    }
}
