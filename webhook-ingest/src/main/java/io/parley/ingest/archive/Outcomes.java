package io.parley.ingest.archive;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.micrometer.core.instrument.MeterRegistry;
import io.parley.contract.TenantId;
import io.parley.contract.WebhookElements;
import io.parley.contract.WebhookOutcome;
import io.parley.kit.json.Json;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** What became of each element of each raw event. Of several statements about one element the best holds. */
@Repository
class Outcomes {

    private static final int LONGEST_TEXT = 300;

    private final JdbcClient jdbc;
    private final MeterRegistry metrics;

    Outcomes(JdbcClient jdbc, MeterRegistry metrics) {
        this.jdbc = jdbc;
        this.metrics = metrics;
    }

    /** A service's statement about an event of {@code tenant}. */
    record Said(TenantId tenant, WebhookOutcome outcome) {

        UUID id() {
            return outcome.rawEventId();
        }
    }

    /** Adds statements; several may be about the same event. Needs a transaction. */
    void add(List<Said> said) {
        var left = said;
        while (!left.isEmpty()) {
            var seen = new HashSet<UUID>();
            var now = new ArrayList<Said>();
            var later = new ArrayList<Said>();
            left.forEach(one -> (seen.add(one.id()) ? now : later).add(one));
            merge(now);
            left = later;
        }
    }

    void count(List<Said> said) {
        said.stream()
                .flatMap(one -> one.outcome().elements().stream())
                .forEach(element -> metrics.counter(
                                "parley.ingest.archive.outcomes",
                                "outcome",
                                element.outcome().name())
                        .increment());
    }

    private void merge(List<Said> said) {
        said.sort(Comparator.comparing((Said one) -> one.tenant().toString())
                .thenComparing(one -> one.id().toString()));
        jdbc.sql("""
                        insert into raw_webhook_event (tenant_id, id, outcomes)
                        select * from unnest(?::uuid[], ?::uuid[], ?::jsonb[])
                        on conflict (tenant_id, id) do update
                        set outcomes = case when raw_webhook_event.erased_at is null
                          then merged_outcomes(raw_webhook_event.outcomes, excluded.outcomes)
                          else outcomes_without_ids(merged_outcomes(raw_webhook_event.outcomes, excluded.outcomes)) end""")
                .param(said.stream().map(one -> one.tenant().toString()).toArray(String[]::new))
                .param(said.stream().map(one -> one.id().toString()).toArray(String[]::new))
                .param(said.stream().map(one -> json(one.outcome())).toArray(String[]::new))
                .update();
    }

    private static String json(WebhookOutcome outcome) {
        var stored = new TreeMap<Integer, Stored>();
        for (var element : outcome.elements()) {
            stored.put(
                    element.index(),
                    new Stored(
                            plain(element.kind()),
                            plain(element.id()),
                            element.outcome(),
                            plain(element.reason()),
                            plain(outcome.by())));
        }
        if (stored.isEmpty()) {
            stored.put(
                    WebhookElements.WHOLE_CHANGE,
                    new Stored(null, null, outcome.outcome(), plain(outcome.reason()), plain(outcome.by())));
        }
        return Json.events().writeValueAsString(Map.copyOf(stored));
    }

    /** Ids come from outside and may hold what PostgreSQL's JSON does not take, such as U+0000 or half a surrogate pair. */
    private static @Nullable String plain(@Nullable String text) {
        if (text == null) {
            return null;
        }
        var visible = text.replaceAll("[^ -~]", "?");
        return visible.length() > LONGEST_TEXT ? visible.substring(0, LONGEST_TEXT) : visible;
    }

    @JsonInclude(JsonInclude.Include.NON_NULL)
    private record Stored(
            @Nullable String kind,
            @Nullable String id,
            WebhookOutcome.Result outcome,
            @Nullable String reason,
            @Nullable String by) {}
}
