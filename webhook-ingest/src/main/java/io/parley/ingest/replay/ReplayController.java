package io.parley.ingest.replay;

import io.parley.ingest.webhook.EventFilter;
import io.parley.kit.security.Caller;
import io.parley.kit.web.Success;
import io.swagger.v3.oas.annotations.Operation;
import jakarta.validation.Valid;
import java.util.UUID;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Lets administrators have their tenant's raw events applied once more. What was applied stays as it is. */
@RestController
@RequestMapping("/api/webhook/events")
@PreAuthorize("hasRole('ADMIN')")
class ReplayController {

    private final ReplayEvents replays;

    ReplayController(ReplayEvents replays) {
        this.replays = replays;
    }

    @Operation(
            summary = "Replay a raw webhook",
            description = "Has it applied once more. What was applied before stays as it is.")
    @PostMapping("/{id}/replay")
    Success<Replayed> replay(Caller caller, @PathVariable UUID id) {
        return Success.of(replays.replay(caller.tenant(), id));
    }

    @Operation(
            summary = "Replay many",
            description =
                    "Those received in a time. Where time does not suffice, `continueSince` says where to go " + "on.")
    @PostMapping("/replay")
    Success<Replayed> replay(Caller caller, @Valid @RequestBody ReplayRequest request) {
        var filter = new EventFilter(request.status(), request.since(), request.until());
        return Success.of(
                request.isDryRun() ? replays.count(caller.tenant(), filter) : replays.replay(caller.tenant(), filter));
    }
}
