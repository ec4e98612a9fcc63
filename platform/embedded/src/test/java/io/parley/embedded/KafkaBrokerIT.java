package io.parley.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KafkaBrokerIT {

    @TempDir
    Path directory;

    @Test
    void keepsRecordsThoughItsPortsChange() throws Exception {
        try (var broker = KafkaBroker.start(Placement.durable(directory, 0));
                var admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()))) {
            admin.createTopics(List.of(new NewTopic("kept", 1, (short) 1)))
                    .all()
                    .get();
            send(broker, "kept", "hello");
        }

        try (var broker = KafkaBroker.start(Placement.durable(directory, 0))) {
            assertThat(firstRecord(broker, "kept")).isEqualTo("hello");
        }
    }

    @Test
    void createsNoTopicByItself() {
        try (var broker = KafkaBroker.start(Placement.ephemeral(directory.resolve("broker"), 0))) {
            assertThatExceptionOfType(ExecutionException.class)
                    .isThrownBy(() -> send(broker, "absent", "hello"))
                    .withCauseInstanceOf(TimeoutException.class)
                    .withMessageContaining("absent not present in metadata");
        }
    }

    @Test
    void leavesNothingBehindWhenEphemeral() {
        KafkaBroker.start(Placement.ephemeral(directory.resolve("gone"), 0)).close();

        assertThat(directory.resolve("gone")).doesNotExist();
    }

    private static void send(KafkaBroker broker, String topic, String value) throws Exception {
        var settings = Map.<String, Object>of(
                "bootstrap.servers", broker.bootstrapServers(), "acks", "all", "max.block.ms", 10_000);
        try (var producer = new KafkaProducer<>(settings, new StringSerializer(), new StringSerializer())) {
            producer.send(new ProducerRecord<>(topic, value)).get();
        }
    }

    private static String firstRecord(KafkaBroker broker, String topic) {
        var settings =
                Map.<String, Object>of("bootstrap.servers", broker.bootstrapServers(), "auto.offset.reset", "earliest");
        try (var consumer = new KafkaConsumer<>(settings, new StringDeserializer(), new StringDeserializer())) {
            consumer.assign(List.of(new TopicPartition(topic, 0)));
            return consumer.poll(Duration.ofSeconds(60)).iterator().next().value();
        }
    }
}
