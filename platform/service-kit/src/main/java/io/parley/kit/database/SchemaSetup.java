package io.parley.kit.database;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes sure that a service's schema and its two roles exist. Repeating it changes nothing; instances that start
 * together wait for each other.
 */
final class SchemaSetup {

    private static final Logger log = LoggerFactory.getLogger(SchemaSetup.class);

    private final DataSource administrator;
    private final DatabaseProperties properties;

    SchemaSetup(DataSource administrator, DatabaseProperties properties) {
        this.administrator = administrator;
        this.properties = properties;
    }

    void run() {
        try (var connection = administrator.getConnection();
                var statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            statement.execute("select pg_advisory_xact_lock(hashtext('parley.schema.setup'))");
            createRole(connection, statement, properties.ownerRole());
            createRole(connection, statement, properties.serviceRole());
            createSchema(statement);
            connection.commit();
            log.info("schema {} is ready", properties.schema());
        } catch (SQLException e) {
            throw new IllegalStateException("schema " + properties.schema() + " could not be set up", e);
        }
    }

    private static void createRole(Connection connection, Statement statement, String role) throws SQLException {
        try (var query = connection.prepareStatement("select 1 from pg_roles where rolname = ?")) {
            query.setString(1, role);
            if (!query.executeQuery().next()) {
                statement.execute("create role " + role + " nologin nosuperuser nobypassrls");
            }
        }
        statement.execute("grant " + role + " to current_user");
    }

    private void createSchema(Statement statement) throws SQLException {
        var schema = properties.schema();
        var owner = properties.ownerRole();
        var service = properties.serviceRole();
        statement.execute("create schema if not exists " + schema + " authorization " + owner);
        statement.execute("set local role " + owner);
        statement.execute("grant usage on schema " + schema + " to " + service);
        statement.execute("alter default privileges in schema " + schema
                + " grant select, insert, update, delete on tables to " + service);
        statement.execute("alter default privileges in schema " + schema + " grant usage on sequences to " + service);
        statement.execute("alter default privileges in schema " + schema + " grant execute on functions to " + service);
    }
}
