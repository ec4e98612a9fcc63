package io.parley.kit.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.sdk.testing.exporter.InMemorySpanExporter;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.data.StatusData;
import io.parley.contract.EventHeaders;
import io.parley.contract.TenantId;
import io.parley.kit.tenant.TenantContext;
import io.parley.kit.trace.Trace;
import io.parley.tracing.Tracing;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.slf4j.MDC;
import org.springframework.dao.QueryTimeoutException;
import org.springframework.kafka.core.KafkaTemplate;
import org.springframework.kafka.mock.MockProducerFactory;

/** What becomes of traces when records are consumed in batches. */
class RecordTracesTest {

    static final String ONE = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";
    static final String OTHER = "00-1bf7651916cd43dd8448eb211c80319c-c7ad6b7169203331-01";
    static final String NOT_SAMPLED = "00-2cf7651916cd43dd8448eb211c80319c-d7ad6b7169203331-00";

    final InMemorySpanExporter exported = InMemorySpanExporter.create();
    final RecordBatches batches = batches(Tracing.to(exported, 0, "messaging-service"));

    @Test
    void eachSampledRecordHasASpanThatWhatFollowsContinues() {
        var records = List.of(entry("a", ONE), entry("b", OTHER), entry("c", NOT_SAMPLED), entry("d", null));
        var followed = new ArrayList<String>();

        batches.apply(records, some -> some.forEach(one -> followed.add(traceparent(one))));

        assertThat(exported.getFinishedSpanItems())
                .hasSize(2)
                .allSatisfy(span -> {
                    assertThat(span.getKind()).isEqualTo(SpanKind.CONSUMER);
                    assertThat(span.getName()).isEqualTo("process raw-webhook");
                    assertThat(span.getStatus()).isEqualTo(StatusData.unset());
                })
                .extracting(SpanData::getParentSpanId)
                .containsExactlyInAnyOrder("b7ad6b7169203331", "c7ad6b7169203331");
        assertThat(followed).containsExactly(contextOf(spanIn(ONE)), contextOf(spanIn(OTHER)), NOT_SAMPLED, "none");
        assertThat(records.stream().map(RecordTracesTest::traceparent))
                .containsExactly(ONE, OTHER, NOT_SAMPLED, "none");
    }

    @Test
    void aBatchThatIsTriedAgainHasSpansOfTheSameParents() {
        var records = List.of(entry("a", ONE));

        for (var attempt = 0; attempt < 2; attempt++) {
            assertThatThrownBy(() -> batches.apply(records, some -> {
                        throw new QueryTimeoutException("away");
                    }))
                    .isInstanceOf(QueryTimeoutException.class);
        }

        assertThat(exported.getFinishedSpanItems()).hasSize(2).allSatisfy(span -> {
            assertThat(span.getParentSpanId()).isEqualTo("b7ad6b7169203331");
            assertThat(span.getStatus()).isEqualTo(StatusData.error());
        });
    }

    @Test
    void onlyTheSpanOfPoisonFails() {
        batches.apply(List.of(entry("a", ONE), entry("b", OTHER)), some -> {
            if (some.stream().anyMatch(one -> one.key().equals("b"))) {
                throw new IllegalArgumentException("poison");
            }
        });

        assertThat(spanIn(ONE).getStatus()).isEqualTo(StatusData.unset());
        assertThat(spanIn(OTHER).getStatus()).isEqualTo(StatusData.error());
    }

    @Test
    void withoutACollectorRecordsKeepTheTraceTheyCameWith() {
        var followed = new ArrayList<String>();

        batches(Tracing.off())
                .apply(
                        List.of(entry("a", ONE), entry("b", ONE)),
                        some -> followed.add(Trace.current().orElse("none")));

        assertThat(followed).containsExactly(ONE);
        assertThat(exported.getFinishedSpanItems()).isEmpty();
    }

    @Test
    void logsNameTheTraceAndTheTenantThatABatchBelongsTo() {
        var tenant = new TenantId(UUID.randomUUID());
        var said = new ArrayList<String>();

        batches.apply(
                List.of(entry("a", ONE), entry("b", ONE)),
                some -> TenantContext.run(tenant, () -> said.add(MDC.get("traceId") + " " + MDC.get("tenantId"))));
        batches.apply(
                List.of(entry("a", ONE), entry("b", OTHER)),
                some -> TenantContext.run(
                        List.of(tenant, new TenantId(UUID.randomUUID())),
                        () -> said.add(MDC.get("traceId") + " " + MDC.get("tenantId"))));

        assertThat(said).containsExactly("0af7651916cd43dd8448eb211c80319c " + tenant, "null null");
        assertThat(MDC.get("traceId")).isNull();
        assertThat(MDC.get("tenantId")).isNull();
    }

    @Test
    void eventsBelongToTheTraceOfTheLastRecordOfTheirKey() {
        var tenant = new TenantId(UUID.randomUUID());
        var events = List.of(
                Event.of("conversation-updated", "type", UUID.randomUUID(), tenant, "a"),
                Event.of("conversation-updated", "type", UUID.randomUUID(), tenant, "z"));

        var traced = Causes.trace(List.of(entry("a", ONE), entry("b", ONE), entry("a", OTHER)), events);

        assertThat(traced.getFirst().headers()).containsEntry(EventHeaders.TRACEPARENT, OTHER);
        assertThat(traced.getLast().headers()).doesNotContainKey(EventHeaders.TRACEPARENT);
    }

    private static RecordBatches batches(Tracing tracing) {
        var broker = new MockProducerFactory<>(
                () -> new MockProducer<>(true, null, new StringSerializer(), new ByteArraySerializer()));
        return new RecordBatches(
                new DeadLetters(new KafkaTemplate<>(broker), Clock.systemUTC(), new SimpleMeterRegistry()), tracing);
    }

    private SpanData spanIn(String traceparent) {
        return exported.getFinishedSpanItems().stream()
                .filter(span -> span.getTraceId().equals(Trace.idOf(traceparent)))
                .findFirst()
                .orElseThrow();
    }

    private static String contextOf(SpanData span) {
        return "00-" + span.getTraceId() + "-" + span.getSpanId() + "-01";
    }

    private static String traceparent(ConsumerRecord<String, byte[]> entry) {
        return Records.header(entry, EventHeaders.TRACEPARENT).orElse("none");
    }

    private static ConsumerRecord<String, byte[]> entry(String key, @Nullable String traceparent) {
        var entry = new ConsumerRecord<>("raw-webhook", 0, 0, key, new byte[0]);
        if (traceparent != null) {
            entry.headers().add(EventHeaders.TRACEPARENT, traceparent.getBytes(StandardCharsets.UTF_8));
        }
        return entry;
    }
}
