package io.parley.kit.database;

import io.parley.kit.crypto.Secret;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Pattern;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * Where a service keeps its tables.
 *
 * @param url {@code postgresql://user:password@host:port/database}; the user creates the schema and its roles
 * @param schema the service's own schema; its roles are called after it
 * @param poolSize most connections that one instance holds
 * @param connectionTimeout how long a caller waits for one before it is refused
 * @param statementTimeout after which PostgreSQL gives up a statement
 */
@Validated
@ConfigurationProperties("parley.database")
public record DatabaseProperties(
        Secret url,
        @Pattern(regexp = "[a-z][a-z0-9_]{0,30}") String schema,
        @DefaultValue("10") @Min(2) @Max(200) int poolSize,
        @DefaultValue("5s") Duration connectionTimeout,
        @DefaultValue("30s") Duration statementTimeout) {

    /** The role that owns the schema and runs migrations. */
    String ownerRole() {
        return "parley_" + schema + "_owner";
    }

    /** The role that the service works as: owns nothing, is bound by row-level security. */
    String serviceRole() {
        return "parley_" + schema;
    }
}
