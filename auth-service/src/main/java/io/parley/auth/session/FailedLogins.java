package io.parley.auth.session;

import io.parley.auth.AuthError;
import io.parley.kit.web.ProblemException;
import java.time.Clock;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Counts wrong passwords per account, over all instances. An attempt is counted before the password is looked at, so that
 * many at once get no more tries than one after another. Accounts that do not exist are counted alike.
 */
@Component
class FailedLogins {

    private final JdbcClient jdbc;
    private final RefreshSecrets secrets;
    private final SessionProperties properties;
    private final Clock clock;

    FailedLogins(JdbcClient jdbc, RefreshSecrets secrets, SessionProperties properties, Clock clock) {
        this.jdbc = jdbc;
        this.secrets = secrets;
        this.properties = properties;
        this.clock = clock;
    }

    private record Count(int failures, OffsetDateTime since) {}

    /** Counts an attempt as failed until told otherwise; refuses it where there were too many. */
    void attempt(String account) {
        var now = clock.instant().atOffset(ZoneOffset.UTC);
        var windowStart = now.minus(properties.failureWindow());
        var count = jdbc.sql("""
                        insert into failed_login as known (account_mac, failures, since) values (:account, 1, :now)
                        on conflict (account_mac) do update set
                          failures = case when known.since <= :start then 1
                            else least(known.failures + 1, :most + 1) end,
                          since = case when known.since <= :start then excluded.since else known.since end
                        returning failures, since""")
                .param("account", secrets.accountOf(account))
                .param("now", now)
                .param("start", windowStart)
                .param("most", properties.failures())
                .query((row, number) -> new Count(row.getInt(1), row.getObject(2, OffsetDateTime.class)))
                .single();
        if (count.failures() > properties.failures()) {
            var wait = Duration.between(windowStart, count.since()).plusMillis(999);
            throw ProblemException.retryLater(
                    AuthError.TOO_MANY_FAILED_LOGINS,
                    "Too many failed sign-ins for this account, try again later",
                    wait);
        }
    }

    /** The password was right: the account starts anew. */
    void succeeded(String account) {
        jdbc.sql("delete from failed_login where account_mac = ?")
                .param(secrets.accountOf(account))
                .update();
    }

    /** The password was not looked at: the attempt does not count. */
    void undecided(String account) {
        jdbc.sql("update failed_login set failures = greatest(failures - 1, 0) where account_mac = ?")
                .param(secrets.accountOf(account))
                .update();
    }

    /** Forgets windows that have ended. */
    void sweep() {
        jdbc.sql("delete from failed_login where since <= ?")
                .param(clock.instant().minus(properties.failureWindow()).atOffset(ZoneOffset.UTC))
                .update();
    }
}
