package io.parley.template.sync;

import io.parley.kit.security.Caller;
import io.parley.kit.web.Success;
import io.parley.template.account.Accounts;
import io.parley.template.account.SyncQueue;
import io.parley.template.graph.Refusals;
import io.swagger.v3.oas.annotations.Operation;
import java.time.Clock;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/** Has the tenant's accounts read whole, now. */
@RestController
class SyncController {

    private final Accounts accounts;
    private final SyncQueue queue;
    private final ReadAccount readAccount;
    private final SyncProperties properties;
    private final Clock clock;

    SyncController(
            Accounts accounts, SyncQueue queue, ReadAccount readAccount, SyncProperties properties, Clock clock) {
        this.accounts = accounts;
        this.queue = queue;
        this.readAccount = readAccount;
        this.properties = properties;
        this.clock = clock;
    }

    /** What was found; status RUNNING where an account is being read anyway. */
    record Summary(String status, int total, int added, int changed, int removed) {

        Summary plus(Comparison.Result result) {
            return new Summary(
                    status,
                    total + result.total(),
                    added + result.added(),
                    changed + result.changed(),
                    removed + result.removed());
        }
    }

    @Operation(
            summary = "Synchronise with WhatsApp",
            description = "Reads all templates of the tenant's business accounts, now.")
    @PostMapping("/api/templates/sync")
    @PreAuthorize("hasRole('ADMIN')")
    ResponseEntity<Success<Summary>> sync(Caller caller) {
        var summary = new Summary("DONE", 0, 0, 0, 0);
        for (var account : accounts.required(caller.tenant())) {
            var claim = queue.claim(account, clock.instant(), properties.lease());
            if (claim.isEmpty()) {
                summary =
                        new Summary("RUNNING", summary.total(), summary.added(), summary.changed(), summary.removed());
                continue;
            }
            var outcome = readAccount.read(claim.get());
            if (outcome.trouble() != null) {
                throw Refusals.of(outcome.trouble());
            }
            summary = outcome.result() == null ? summary : summary.plus(outcome.result());
        }
        var status = summary.status().equals("DONE") ? HttpStatus.OK : HttpStatus.ACCEPTED;
        return ResponseEntity.status(status).body(Success.of(summary));
    }
}
