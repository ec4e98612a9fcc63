package io.parley.kit.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.parley.tracing.Tracing;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;
import org.springframework.dao.QueryTimeoutException;
import org.springframework.kafka.core.KafkaTemplate;
import org.springframework.kafka.mock.MockProducerFactory;

class RecordBatchesTest {

    /** A producer for each send: the template closes what it has used. */
    final List<MockProducer<String, byte[]>> producers = new ArrayList<>();

    final RecordBatches batches = new RecordBatches(
            new DeadLetters(
                    new KafkaTemplate<>(new MockProducerFactory<>(this::producer)),
                    Clock.systemUTC(),
                    new SimpleMeterRegistry()),
            Tracing.off());
    final List<String> applied = new ArrayList<>();

    @Test
    void appliesAGoodBatchAtOnce() {
        batches.apply(records(5), this::refuse);

        assertThat(applied).containsExactly("0", "1", "2", "3", "4");
        assertThat(parkedRecords()).isEmpty();
    }

    @Test
    void parksPoisonAndAppliesTheRestInOrder() {
        var parked = new ArrayList<String>();

        batches.apply(records(100), some -> refuse(some, "17", "42", "99"), (one, cause) -> parked.add(one.key()));

        assertThat(applied)
                .hasSize(97)
                .doesNotContain("17", "42", "99")
                .isSortedAccordingTo((a, b) -> Integer.compare(Integer.parseInt(a), Integer.parseInt(b)));
        assertThat(parked).containsExactly("17", "42", "99");
        assertThat(parkedRecords()).hasSize(3).allSatisfy(one -> {
            assertThat(one.topic()).isEqualTo("raw-webhook.dlt");
            assertThat(one.headers().lastHeader(DeadLetters.EXCEPTION).value())
                    .isEqualTo("java.lang.IllegalArgumentException".getBytes(StandardCharsets.UTF_8));
        });
    }

    @Test
    void leavesABatchToTheContainerWhileTheDatabaseIsAway() {
        assertThatThrownBy(() -> batches.apply(records(3), some -> {
                    throw new IllegalStateException(new QueryTimeoutException("away"));
                }))
                .hasRootCauseInstanceOf(QueryTimeoutException.class);

        assertThat(parkedRecords()).isEmpty();
    }

    private MockProducer<String, byte[]> producer() {
        producers.add(new MockProducer<>(true, null, new StringSerializer(), new ByteArraySerializer()));
        return producers.getLast();
    }

    private List<ProducerRecord<String, byte[]>> parkedRecords() {
        return producers.stream().flatMap(one -> one.history().stream()).toList();
    }

    private void refuse(List<ConsumerRecord<String, byte[]>> some, String... poison) {
        for (var one : some) {
            if (Set.of(poison).contains(one.key())) {
                throw new IllegalArgumentException("poison");
            }
        }
        some.forEach(one -> applied.add(one.key()));
    }

    private static List<ConsumerRecord<String, byte[]>> records(int count) {
        return IntStream.range(0, count)
                .mapToObj(number -> new ConsumerRecord<>("raw-webhook", 0, number, "" + number, new byte[0]))
                .toList();
    }
}
