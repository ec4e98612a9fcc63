package io.parley.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PostgresServerIT {

    @TempDir
    Path directory;

    @Test
    void waitsForTheDiskWhenDurable() throws Exception {
        try (var server = PostgresServer.start(Placement.durable(directory, 0))) {
            assertThat(answer(server, "show fsync")).isEqualTo("on");
            assertThat(answer(server, "show synchronous_commit")).isEqualTo("on");
            assertThat(answer(server, "show server_version")).startsWith("18.");
            assertThat(answer(server, "select upper('größe')")).isEqualTo("GRÖßE");
        }
    }

    @Test
    void keepsWhatWasCommittedBeforeAKill() throws Exception {
        var killed = PostgresServer.start(Placement.durable(directory, 0));
        execute(killed, "create table kept (id int); insert into kept values (42)");
        killed.process().destroyForcibly();

        try (var restarted = PostgresServer.start(Placement.durable(directory, killed.port()))) {
            assertThat(answer(restarted, "select id from kept")).isEqualTo("42");
            assertThat(restarted.url()).isEqualTo(killed.url());
        }
    }

    @Test
    void startsThoughAnotherProgramHasTheNumberOfItsPredecessor() throws Exception {
        PostgresServer.start(Placement.durable(directory, 0)).close();
        var stale = directory.resolve("data/postmaster.pid");
        Files.writeString(stale, ProcessHandle.current().pid() + "\n" + directory.resolve("data") + "\n");

        try (var restarted = PostgresServer.start(Placement.durable(directory, 0))) {
            assertThat(answer(restarted, "select 1")).isEqualTo("1");
        }
    }

    @Test
    void refusesASecondServerOnTheSameData() {
        try (var first = PostgresServer.start(Placement.durable(directory, 0))) {
            assertThatExceptionOfType(EmbeddedServerException.class)
                    .isThrownBy(() -> PostgresServer.start(Placement.durable(directory, 0)))
                    .withMessageContaining("already running")
                    .withMessageContaining("" + first.process().pid());
        }
    }

    @Test
    void saysWhyItDoesNotStart() {
        try (var first = PostgresServer.start(Placement.ephemeral(directory.resolve("first"), 0))) {
            var second = Placement.ephemeral(directory.resolve("second"), first.port());

            assertThatExceptionOfType(EmbeddedServerException.class)
                    .isThrownBy(() -> PostgresServer.start(second))
                    .withMessageContaining("Address already in use");
        }
    }

    @Test
    void refusesAWrongPassword() {
        try (var server = PostgresServer.start(Placement.ephemeral(directory.resolve("server"), 0))) {
            assertThatExceptionOfType(SQLException.class)
                    .isThrownBy(() -> DriverManager.getConnection(server.jdbcUrl(), server.user(), "guess"))
                    .withMessageContaining("password authentication failed");
        }
    }

    @Test
    void leavesNothingBehindWhenEphemeral() {
        var server = PostgresServer.start(Placement.ephemeral(directory.resolve("gone"), 0));
        server.close();

        assertThat(server.process().isAlive()).isFalse();
        assertThat(directory.resolve("gone")).doesNotExist();
    }

    private static void execute(PostgresServer server, String sql) throws SQLException {
        try (var connection = DriverManager.getConnection(server.jdbcUrl(), server.user(), server.password());
                var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static String answer(PostgresServer server, String query) throws SQLException {
        try (var connection = DriverManager.getConnection(server.jdbcUrl(), server.user(), server.password());
                var statement = connection.createStatement();
                var result = statement.executeQuery(query)) {
            result.next();
            return result.getString(1);
        }
    }
}
