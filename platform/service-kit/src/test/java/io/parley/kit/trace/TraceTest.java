package io.parley.kit.trace;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.contract.EventHeaders;
import io.parley.contract.TenantId;
import io.parley.kit.event.Event;
import io.parley.kit.id.Ids;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class TraceTest {

    static final String OFFERED = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";

    @Test
    void continuesTheTraceOfTheCaller() {
        assertThat(Trace.continued(OFFERED, new Ids())).isEqualTo(OFFERED);
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"", "nonsense", "00-00000000000000000000000000000000-00f067aa0ba902b7-01", OFFERED + "-x"})
    void beginsANewTraceOtherwise(String offered) {
        var begun = Trace.continued(offered, new Ids());

        assertThat(begun).isNotEqualTo(offered);
        assertThat(Trace.continued(begun, new Ids())).isEqualTo(begun);
    }

    @Test
    void goesOnIntoTheEventsOfItsWork() {
        var event = Trace.call(
                OFFERED,
                () -> Event.of("user-changed", "t", UUID.randomUUID(), new TenantId(UUID.randomUUID()), "subject"));

        assertThat(event.headers()).containsEntry(EventHeaders.TRACEPARENT, OFFERED);
        assertThat(Trace.current()).isEmpty();
    }
}
