package io.parley.kit.event;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.contract.EventHeaders;
import io.parley.contract.TenantId;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class EventTest {

    @Test
    void carriesCloudEventsHeadersAndJson() {
        var id = UUID.randomUUID();
        var tenant = new TenantId(UUID.randomUUID());

        var event = Event.of("status-changed", "io.parley.status-changed", id, tenant, "subject")
                .keyed("conversation")
                .at(Instant.parse("2026-01-05T12:00:00Z"))
                .with(EventHeaders.TRACEPARENT, null)
                .carrying(Map.of("a", 1));

        assertThat(event.key()).isEqualTo("conversation");
        assertThat(event.payload()).asString().isEqualTo("{\"a\":1}");
        assertThat(event.headers())
                .containsEntry("ce_specversion", "1.0")
                .containsEntry("ce_id", id.toString())
                .containsEntry("ce_type", "io.parley.status-changed")
                .containsEntry("ce_subject", "subject")
                .containsEntry("ce_tenantid", tenant.toString())
                .containsEntry("ce_time", "2026-01-05T12:00:00Z")
                .containsEntry("content-type", "application/json")
                .doesNotContainKey("traceparent");
    }
}
