package io.parley.kit.database;

import io.parley.contract.TenantId;
import io.parley.kit.tenant.TenantContext;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Set;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.TransactionDefinition;

/**
 * Begins each transaction by telling PostgreSQL which tenants it serves, for row-level security to compare with. The
 * setting ends with the transaction, so a pooled connection never remembers a tenant.
 */
final class TenantTransactionManager extends JdbcTransactionManager {

    private static final String SET_TENANTS = "select set_config('parley.tenants', ?, true)";

    TenantTransactionManager(DataSource dataSource) {
        super(dataSource);
    }

    @Override
    protected void prepareTransactionalConnection(Connection connection, TransactionDefinition definition)
            throws SQLException {
        super.prepareTransactionalConnection(connection, definition);
        var tenants = TenantContext.current();
        if (tenants.isEmpty()) {
            return;
        }
        try (var statement = connection.prepareStatement(SET_TENANTS)) {
            statement.setString(1, arrayOf(tenants));
            statement.execute();
        }
    }

    private static String arrayOf(Set<TenantId> tenants) {
        return tenants.stream().map(TenantId::toString).collect(Collectors.joining(",", "{", "}"));
    }
}
