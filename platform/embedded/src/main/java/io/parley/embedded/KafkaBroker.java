package io.parley.embedded;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.Properties;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import kafka.tools.StorageTool;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.utils.Time;

/**
 * A running single-node Kafka broker and its KRaft controller inside this JVM. Topics exist only once somebody creates
 * them. What it has acknowledged survives a kill of the process; like any lone broker it leaves the way to the disk to
 * the operating system.
 */
public final class KafkaBroker implements AutoCloseable {

    private final Placement placement;
    private final int port;
    private final KafkaRaftServer server;
    private final ExitHook exitHook;

    private KafkaBroker(Placement placement, int port, KafkaRaftServer server) {
        this.placement = placement;
        this.port = port;
        this.server = server;
        this.exitHook = ExitHook.register("stop-kafka", this::close);
    }

    /** Starts a broker with any free port for its controller. */
    public static KafkaBroker start(Placement placement) {
        return start(placement, 0);
    }

    /** Starts a broker; throws {@link EmbeddedServerException} with the reason when it cannot. */
    public static KafkaBroker start(Placement placement, int controllerPort) {
        var free = FreePort.firstOf(2);
        var port = placement.port() == 0 ? free : placement.port();
        var settings = settings(placement, port, controllerPort == 0 ? free + 1 : controllerPort);
        format(placement, settings);
        var server = new KafkaRaftServer(KafkaConfig.fromProps(settings), Time.SYSTEM);
        try {
            server.startup();
            return new KafkaBroker(placement, port, server);
        } catch (RuntimeException e) {
            server.shutdown();
            throw new EmbeddedServerException("Kafka did not start on port " + port + ": " + e.getMessage(), e);
        }
    }

    public int port() {
        return port;
    }

    public String bootstrapServers() {
        return "127.0.0.1:" + port;
    }

    /** Returns when the broker has stopped, for whatever reason. */
    public void awaitStop() {
        server.awaitShutdown();
    }

    /** Stops the broker; an ephemeral one also loses its data. */
    @Override
    public void close() {
        server.shutdown();
        server.awaitShutdown();
        exitHook.cancel();
        if (!placement.durable()) {
            try {
                Directories.delete(placement.directory());
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    private static void format(Placement placement, Properties settings) {
        var data = placement.directory().resolve("data");
        if (Files.exists(data.resolve("meta.properties"))) {
            return;
        }
        try {
            Files.createDirectories(data);
            var file = placement.directory().resolve("server.properties");
            try (var out = Files.newOutputStream(file)) {
                settings.store(out, null);
            }
            var said = new ByteArrayOutputStream();
            var status = StorageTool.execute(
                    new String[] {"format", "--cluster-id", Uuid.randomUuid().toString(), "--config", file.toString()},
                    new PrintStream(said, true, StandardCharsets.UTF_8));
            if (status != 0) {
                throw new EmbeddedServerException("Kafka's storage could not be formatted in " + data + ": "
                        + said.toString(StandardCharsets.UTF_8));
            }
        } catch (IOException e) {
            throw new UncheckedIOException("Kafka in " + placement.directory(), e);
        }
    }

    private static Properties settings(Placement placement, int port, int controllerPort) {
        var settings = new Properties();
        settings.put("process.roles", "broker,controller");
        settings.put("node.id", "1");
        // Named here and not in the log, so that the data can move to other ports.
        settings.put("controller.quorum.voters", "1@127.0.0.1:" + controllerPort);
        settings.put("controller.listener.names", "CONTROLLER");
        settings.put("listeners", "PLAINTEXT://127.0.0.1:" + port + ",CONTROLLER://127.0.0.1:" + controllerPort);
        settings.put("listener.security.protocol.map", "PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT");
        settings.put("log.dirs", placement.directory().resolve("data").toString());
        settings.put("auto.create.topics.enable", "false");
        settings.put("offsets.topic.replication.factor", "1");
        settings.put("offsets.topic.num.partitions", "4");
        settings.put("transaction.state.log.replication.factor", "1");
        settings.put("transaction.state.log.min.isr", "1");
        settings.put("share.coordinator.state.topic.replication.factor", "1");
        settings.put("share.coordinator.state.topic.min.isr", "1");
        settings.put("group.initial.rebalance.delay.ms", "0");
        settings.put("num.network.threads", "2");
        settings.put("num.io.threads", "4");
        settings.put("num.recovery.threads.per.data.dir", "2");
        // The defaults reserve 128 MiB of heap for the cleaner and 20 MiB of disk for the indexes of each partition.
        settings.put("log.cleaner.dedupe.buffer.size", "8388608");
        settings.put("log.index.size.max.bytes", "1048576");
        return settings;
    }
}
