package io.parley.kit.database;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import javax.sql.DataSource;
import org.postgresql.ds.PGSimpleDataSource;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.flyway.autoconfigure.FlywayAutoConfiguration;
import org.springframework.boot.flyway.autoconfigure.FlywayConfigurationCustomizer;
import org.springframework.boot.flyway.autoconfigure.FlywayDataSource;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.DataSourceTransactionManagerAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Primary;
import org.springframework.transaction.PlatformTransactionManager;

/** Gives a service its schema, its migrations and a pool that is bound by row-level security. */
@AutoConfiguration(
        before = {
            DataSourceAutoConfiguration.class,
            DataSourceTransactionManagerAutoConfiguration.class,
            FlywayAutoConfiguration.class
        })
@ConditionalOnProperty("parley.database.schema")
@EnableConfigurationProperties(DatabaseProperties.class)
class DatabaseConfiguration {

    /**
     * What PostgreSQL is to think of reading a page out of order, as on a disk without moving parts. With its default it takes
     * looking up a batch of rows by key for dearer than reading a table of some 100,000 rows: it cannot tell how few tenants the
     * policies admit, and reckons with ten.
     */
    private static final String RANDOM_PAGE_COST = "1.1";

    /** Connects as the role that owns the schema; only migrations use it, one connection at a time. */
    @Bean(defaultCandidate = false)
    @FlywayDataSource
    DataSource migrationDataSource(DatabaseProperties properties) {
        var dataSource = administrator(properties);
        new SchemaSetup(dataSource, properties).run();
        return dataSource;
    }

    @Bean
    FlywayConfigurationCustomizer migrateAsOwner(DatabaseProperties properties) {
        return flyway -> flyway.defaultSchema(properties.schema())
                .schemas(properties.schema())
                .createSchemas(false)
                .initSql("set role " + properties.ownerRole());
    }

    @Bean(destroyMethod = "close")
    @Primary
    HikariDataSource dataSource(DatabaseProperties properties) {
        var address = DatabaseAddress.of(properties.url());
        var config = new HikariConfig();
        config.setPoolName(properties.schema());
        config.setJdbcUrl(address.jdbcUrl());
        config.setUsername(address.user());
        config.setPassword(address.password().reveal());
        config.setMaximumPoolSize(properties.poolSize());
        config.setConnectionTimeout(properties.connectionTimeout().toMillis());
        config.setConnectionInitSql("set role " + properties.serviceRole());
        config.addDataSourceProperty("currentSchema", properties.schema());
        config.addDataSourceProperty("ApplicationName", "parley-" + properties.schema());
        config.addDataSourceProperty("tcpKeepAlive", "true");
        config.addDataSourceProperty(
                "options",
                "-c statement_timeout=" + properties.statementTimeout().toMillis() + " -c random_page_cost="
                        + RANDOM_PAGE_COST);
        return new HikariDataSource(config);
    }

    @Bean
    PlatformTransactionManager transactionManager(DataSource dataSource) {
        return new TenantTransactionManager(dataSource);
    }

    private static DataSource administrator(DatabaseProperties properties) {
        var address = DatabaseAddress.of(properties.url());
        var dataSource = new PGSimpleDataSource();
        dataSource.setUrl(address.jdbcUrl());
        dataSource.setUser(address.user());
        dataSource.setPassword(address.password().reveal());
        return dataSource;
    }
}
