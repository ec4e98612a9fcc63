package io.parley.analytics.view;

import io.parley.analytics.AnalyticsError;
import io.parley.kit.web.ProblemException;
import java.time.Duration;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Keeps figures from being shown while they are counted anew and too low. */
@Component
class Reliable {

    private static final Duration SHORTLY = Duration.ofSeconds(10);

    private final JdbcClient jdbc;

    Reliable(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Refuses with 503 while a rebuild is under way. */
    void check() {
        var rebuilding = jdbc.sql("select exists (select 1 from rebuild where finished_at is null)")
                .query(Boolean.class)
                .single();
        if (rebuilding) {
            throw ProblemException.retryLater(
                    AnalyticsError.ANALYTICS_REBUILDING,
                    "Everything is being counted anew; figures are back when that is done",
                    SHORTLY);
        }
    }
}
