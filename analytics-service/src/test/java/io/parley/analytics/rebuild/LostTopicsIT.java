package io.parley.analytics.rebuild;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.analytics.fact.CountFacts;
import io.parley.analytics.fact.Told;
import io.parley.analytics.fact.Turns;
import io.parley.contract.EventTypes;
import io.parley.contract.Role;
import io.parley.contract.Topics;
import io.parley.embedded.KafkaBroker;
import io.parley.embedded.Placement;
import io.parley.kit.event.Event;
import io.parley.kit.event.RecordBatches;
import io.parley.testkit.Api;
import io.parley.testkit.Infrastructure;
import io.parley.testkit.ServiceTest;
import io.parley.testkit.TestClock;
import io.parley.testkit.TestTenant;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.kafka.core.DefaultKafkaConsumerFactory;
import org.springframework.transaction.support.TransactionOperations;
import tools.jackson.databind.JsonNode;

/**
 * Counting anew from topics whose oldest records are gone. The topics are on a broker of their own, since no other test may
 * lose any.
 */
@ServiceTest
@SuppressWarnings("NullAway.Init")
class LostTopicsIT {

    private static final int PARTITIONS = 3;
    private static final int CHATS = 6;
    private static final Duration OLD = Duration.ofDays(20);
    private static final Duration KEPT = Duration.ofDays(7);
    private static final Duration YOUNG = Duration.ofDays(3);
    private static final Duration RECENT = Duration.ofDays(1);

    @Autowired
    Rebuilds rebuilds;

    @Autowired
    Turns turns;

    @Autowired
    CountFacts countFacts;

    @Autowired
    RecordBatches batches;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    TransactionOperations transaction;

    @Autowired
    RebuildProperties properties;

    @Autowired
    TestClock clock;

    @Autowired
    Api api;

    final TestTenant tenant = TestTenant.create();
    final JdbcClient database = Infrastructure.shared().operator("analytics");
    final KafkaBroker broker = KafkaBroker.start(Placement.ephemeral());
    final UUID rebuild = UUID.randomUUID();
    Admin admin;
    KafkaProducer<String, byte[]> producer;
    Instant now;

    @BeforeEach
    void makeTopics() throws ExecutionException, InterruptedException {
        now = clock.instant();
        Map<String, Object> settings = Map.of("bootstrap.servers", broker.bootstrapServers());
        admin = Admin.create(settings);
        producer = new KafkaProducer<>(settings, new StringSerializer(), new ByteArraySerializer());
        admin.createTopics(Told.TOPICS.stream()
                        .map(topic -> new NewTopic(topic, PARTITIONS, (short) 1).configs(Map.of("retention.ms", "-1")))
                        .toList())
                .all()
                .get();
        inEachChat("old", now.minus(OLD), "READ");
        inEachChat("young", now.minus(YOUNG), "READ");
        inEachChat("recent", now.minus(RECENT), "DELIVERED");
    }

    @AfterEach
    void stopTheBroker() {
        database.sql("delete from rebuild where id = ?").param(rebuild).update();
        producer.close();
        admin.close();
        broker.close();
    }

    @Test
    void keepsWhatIsOlderThanTheTopicsAndRepairsWhatTheyStillTell() throws Exception {
        var before = overview();
        assertThat(before.at("/overview/totalMessages").asInt(0)).isEqualTo(6 * CHATS);
        lose(Told.TOPICS, now.minus(KEPT));

        spoil(now.minus(RECENT));
        assertThat(overview()).isNotEqualTo(before);
        var report = rebuild();

        assertThat(overview()).isEqualTo(before);
        assertThat(report.completeSince()).isEqualTo(now.minus(YOUNG).truncatedTo(ChronoUnit.MILLIS));
    }

    /** As after the loss of the tables: what the topics do not tell any more does not come back, and is said to be missing. */
    @Test
    void saysOfHowManyMessagesNothingButStatusesIsKnown() throws Exception {
        var knownBefore = rebuild().statusOnly();
        lose(Told.TOPICS, now.minus(KEPT));
        for (var chat = 0; chat < CHATS; chat++) {
            tell(chat, now.minus(YOUNG), status(chat, "old", "READ"));
        }
        for (var table : List.of("message_fact", "message_bucket", "thread", "early_status", "template_bucket")) {
            database.sql("delete from " + table + " where tenant_id = ?")
                    .param(tenant.id().value())
                    .update();
        }

        var report = rebuild();

        assertThat(overview().at("/overview/totalMessages").asInt(0)).isEqualTo(4 * CHATS);
        assertThat(report.statusOnly()).isEqualTo(knownBefore + CHATS);
        assertThat(report.completeSince()).isAfter(now.minus(KEPT));
    }

    /** Nobody knows when its last record was written, so whatever was counted might not come back. */
    @Test
    void takesNothingAwayWhereAPartitionWasEmptied() throws Exception {
        var before = overview();
        lose(List.of(Topics.STATUS_CHANGED), now.plusSeconds(60));

        var report = rebuild();

        assertThat(overview()).isEqualTo(before);
        assertThat(report.completeSince()).isAfterOrEqualTo(now);
    }

    /**
     * Chats share partitions, and records come in the order of time; those of another time in batches of their own, since
     * retention takes whole ones.
     */
    private void inEachChat(String when, Instant at, String status) {
        for (var chat = 0; chat < CHATS; chat++) {
            happens(chat, when, at, status);
        }
        producer.flush();
    }

    /** A customer asks, an agent answers, and the answer arrives. */
    private void happens(int chat, String when, Instant at, String status) {
        tell(chat, at, message(Topics.MESSAGE_RECEIVED, EventTypes.MESSAGE_RECEIVED, chat, when + " question", at));
        tell(chat, at, message(Topics.MESSAGE_QUEUED, EventTypes.MESSAGE_QUEUED, chat, when, at.plusSeconds(30)));
        tell(chat, at, status(chat, when, status));
    }

    /** Puts it on the topic as of {@code at}, and counts it as the group of the service does. */
    private void tell(int chat, Instant at, Event event) {
        var headers = new RecordHeaders();
        event.headers().forEach((name, value) -> headers.add(name, value.getBytes(StandardCharsets.UTF_8)));
        var unused = producer.send(new ProducerRecord<>(
                event.topic(), chat % PARTITIONS, at.toEpochMilli(), event.key(), event.payload(), headers));
        var read = new ConsumerRecord<>(event.topic(), 0, 0, event.key(), event.payload());
        headers.forEach(read.headers()::add);
        countFacts.count(Told.read(read).stream().toList());
    }

    private Event message(String topic, String type, int chat, String name, Instant at) {
        var inbound = topic.equals(Topics.MESSAGE_RECEIVED);
        return event(
                topic,
                type,
                chat,
                Map.of(
                        "id", id(name, chat),
                        "conversationId", id("chat", chat),
                        "direction", inbound ? "INBOUND" : "OUTBOUND",
                        "type", "TEXT",
                        "content", Map.of("text", "Hello"),
                        "status", inbound ? "DELIVERED" : "QUEUED",
                        "phoneNumberId", "500600700800901",
                        "createdAt", at.toString(),
                        "updatedAt", at.toString()));
    }

    private Event status(int chat, String name, String to) {
        return event(
                Topics.STATUS_CHANGED,
                EventTypes.STATUS_CHANGED,
                chat,
                Map.of(
                        "messageId",
                        id(name, chat),
                        "conversationId",
                        id("chat", chat),
                        "whatsappId",
                        "wamid." + name + chat,
                        "from",
                        "SENT",
                        "to",
                        to,
                        "at",
                        now.toString()));
    }

    private Event event(String topic, String type, int chat, Map<String, ?> payload) {
        return Event.of(topic, type, UUID.randomUUID(), tenant.id(), id("chat", chat))
                .carrying(payload);
    }

    private UUID id(String name, int chat) {
        return UUID.nameUUIDFromBytes((tenant.id() + name + chat).getBytes(StandardCharsets.UTF_8));
    }

    /** Deletes the records that are older than {@code before}, as their retention does. */
    private void lose(List<String> topics, Instant before) throws ExecutionException, InterruptedException {
        producer.flush();
        var wanted = new HashMap<TopicPartition, OffsetSpec>();
        var ends = new HashMap<TopicPartition, OffsetSpec>();
        for (var topic : topics) {
            for (var partition = 0; partition < PARTITIONS; partition++) {
                wanted.put(new TopicPartition(topic, partition), OffsetSpec.forTimestamp(before.toEpochMilli()));
                ends.put(new TopicPartition(topic, partition), OffsetSpec.latest());
            }
        }
        var found = admin.listOffsets(wanted).all().get();
        var deleted = new HashMap<TopicPartition, RecordsToDelete>();
        admin.listOffsets(ends).all().get().forEach((partition, end) -> {
            var first = Objects.requireNonNull(found.get(partition)).offset();
            deleted.put(partition, RecordsToDelete.beforeOffset(first < 0 ? end.offset() : first));
        });
        admin.deleteRecords(deleted).all().get();
    }

    /** As a bug might: some messages are thought to have been read, some are missing, counters are off. */
    private void spoil(Instant since) {
        for (var change : List.of(
                "update message_fact set progress = 4 where outbound",
                "delete from message_fact where not outbound",
                "update message_bucket set read = read + 1 where true")) {
            var time = change.contains("bucket") ? "bucket" : "created_at";
            database.sql(change + " and tenant_id = ? and " + time + " >= ?::timestamptz")
                    .param(tenant.id().value())
                    .param(since.minusSeconds(3600).toString())
                    .update();
        }
    }

    /** Does what the worker does, which is kept from it by a lease. */
    private Rebuild rebuild() {
        producer.flush();
        database.sql("delete from rebuild where id = ?").param(rebuild).update();
        database.sql("""
                        insert into rebuild (id, asked_at, phase, done, total, lease_until)
                        values (?, now(), 'DROPPING', 0, 0, now() + interval '1 hour')""").param(rebuild).update();
        var consumers = new DefaultKafkaConsumerFactory<>(
                Map.of(
                        "bootstrap.servers",
                        broker.bootstrapServers(),
                        "auto.offset.reset",
                        "earliest",
                        "enable.auto.commit",
                        "false"),
                new StringDeserializer(),
                new ByteArrayDeserializer());
        new RunRebuild(
                        rebuilds,
                        new FactTopics(consumers),
                        turns,
                        countFacts,
                        batches,
                        jdbc,
                        transaction,
                        clock,
                        properties)
                .run(rebuild);
        return rebuilds.latest().orElseThrow();
    }

    private JsonNode overview() {
        var answer = api.as(tenant, Role.AGENT).get("/api/analytics/overview?days=60");
        assertThat(answer.status()).isEqualTo(200);
        return answer.data();
    }
}
