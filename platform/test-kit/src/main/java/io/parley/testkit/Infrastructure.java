package io.parley.testkit;

import io.parley.embedded.KafkaBroker;
import io.parley.embedded.Placement;
import io.parley.embedded.PostgresServer;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import org.testcontainers.kafka.KafkaContainer;
import org.testcontainers.postgresql.PostgreSQLContainer;

/**
 * PostgreSQL and Kafka for the tests of this JVM, started once. They come from the environment ({@code TEST_DATABASE_URL}
 * and {@code TEST_KAFKA_BOOTSTRAP_SERVERS}) where it names them, else from containers where an engine answers, else from
 * Maven artifacts as real servers on this machine.
 */
public final class Infrastructure {

    private static final String POSTGRES_IMAGE = "postgres:18";
    private static final String KAFKA_IMAGE = "apache/kafka:4.2.0";

    private static final class Shared {
        static final Infrastructure INSTANCE = start();
    }

    private final String databaseUrl;
    private final String bootstrapServers;

    private Infrastructure(String databaseUrl, String bootstrapServers) {
        this.databaseUrl = databaseUrl;
        this.bootstrapServers = bootstrapServers;
    }

    /** Returns the servers of this JVM, starting them at the first call. They stop with the JVM. */
    public static Infrastructure shared() {
        return Shared.INSTANCE;
    }

    /** Returns {@code postgresql://user:password@host:port/database} of a user that may create roles. */
    public String databaseUrl() {
        return databaseUrl;
    }

    /**
     * Returns an operator who loads a dump into {@code schema}: all tenants' rows are visible, policies and triggers are off, and
     * each statement is a transaction on a connection of its own.
     */
    public JdbcClient operator(String schema) {
        var url = URI.create(databaseUrl);
        var user = url.getUserInfo().split(":", 2);
        return JdbcClient.create(new DriverManagerDataSource(
                "jdbc:postgresql://" + url.getHost() + ":" + url.getPort() + url.getPath() + "?currentSchema=" + schema
                        + "&options=-c%20session_replication_role=replica",
                user[0],
                user[1]));
    }

    /** Returns {@code host:port}. */
    public String bootstrapServers() {
        return bootstrapServers;
    }

    private static Infrastructure start() {
        var database = fromEnvironment("TEST_DATABASE_URL");
        var kafka = fromEnvironment("TEST_KAFKA_BOOTSTRAP_SERVERS");
        var containers = engineAnswers();
        return new Infrastructure(
                database.orElseGet(() -> containers ? postgresContainer() : embeddedPostgres()),
                kafka.orElseGet(() -> containers ? kafkaContainer() : embeddedKafka()));
    }

    private static Optional<String> fromEnvironment(String name) {
        return Optional.ofNullable(System.getenv(name)).filter(value -> !value.isBlank());
    }

    /** A client without an engine is common, so its socket is looked for before Testcontainers waits for it. */
    private static boolean engineAnswers() {
        return (System.getenv("DOCKER_HOST") != null || Files.exists(Path.of("/var/run/docker.sock")))
                && org.testcontainers.DockerClientFactory.instance().isDockerAvailable();
    }

    private static String embeddedPostgres() {
        return PostgresServer.start(Placement.ephemeral()).url();
    }

    private static String embeddedKafka() {
        return KafkaBroker.start(Placement.ephemeral()).bootstrapServers();
    }

    private static String postgresContainer() {
        var container =
                new PostgreSQLContainer(POSTGRES_IMAGE).withUsername("parley").withPassword("parley");
        container.start();
        return "postgresql://parley:parley@%s:%d/%s"
                .formatted(container.getHost(), container.getMappedPort(5432), container.getDatabaseName());
    }

    private static String kafkaContainer() {
        var container = new KafkaContainer(KAFKA_IMAGE);
        container.start();
        return container.getBootstrapServers();
    }
}
