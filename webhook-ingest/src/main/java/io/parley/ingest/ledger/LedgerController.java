package io.parley.ingest.ledger;

import io.parley.ingest.webhook.EventFilter;
import io.parley.ingest.webhook.EventStatus;
import io.parley.kit.security.Caller;
import io.parley.kit.web.PageRequest;
import io.parley.kit.web.Pagination;
import io.parley.kit.web.ProblemException;
import io.parley.kit.web.Success;
import io.swagger.v3.oas.annotations.Operation;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Shows a tenant its raw events and their ledger; without a beginning, the ledger goes back seven days. */
@RestController
@RequestMapping("/api/webhook")
class LedgerController {

    private static final Duration USUAL = Duration.ofDays(7);

    private final LedgerQueries ledger;
    private final EventQueries events;
    private final Clock clock;

    LedgerController(LedgerQueries ledger, EventQueries events, Clock clock) {
        this.ledger = ledger;
        this.events = events;
        this.clock = clock;
    }

    @Operation(
            summary = "Read the ledger",
            description = "What was received and what became of it, by number and hour: received = applied + "
                    + "duplicate + ignored + dead + pending. The last seven days where `since` is absent.")
    @GetMapping("/ledger")
    Success<Ledger> ledger(
            Caller caller,
            @RequestParam(required = false) @Nullable Instant since,
            @RequestParam(required = false) @Nullable Instant until) {
        var end = until == null ? clock.instant() : until;
        var beginning = since == null ? end.minus(USUAL) : since;
        return Success.of(ledger.sums(caller.tenant(), new EventFilter(null, beginning, until)));
    }

    @Operation(summary = "List raw webhooks", description = "Newest first.")
    @GetMapping("/events")
    Success<Events> events(
            Caller caller,
            PageRequest page,
            @RequestParam(required = false) @Nullable EventStatus status,
            @RequestParam(required = false) @Nullable Instant since,
            @RequestParam(required = false) @Nullable Instant until) {
        var filter = new EventFilter(status, since, until);
        var found = events.page(caller.tenant(), filter, page);
        var cursor =
                found.size() < page.limit() ? null : Cursor.of(found.getLast()).toString();
        return Success.of(new Events(found, Pagination.of(page, events.count(caller.tenant(), filter), cursor)));
    }

    @Operation(summary = "Read a raw webhook", description = "Meta's body, and what became of each of its elements.")
    @GetMapping("/events/{id}")
    Success<WebhookEvent.Detail> event(Caller caller, @PathVariable UUID id) {
        return Success.of(events.find(caller.tenant(), id).orElseThrow(ProblemException::notFound));
    }

    /** A page of events. */
    record Events(List<WebhookEvent> events, Pagination pagination) {}
}
