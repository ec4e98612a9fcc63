package io.parley.analytics.rebuild;

import io.parley.kit.web.ProblemException;
import io.parley.kit.web.Success;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** For operators, on the service's own port; the gateway routes nothing here. It tells nothing of any tenant. */
@RestController
@RequestMapping("/internal/rebuild")
class RebuildController {

    private final Rebuilds rebuilds;

    RebuildController(Rebuilds rebuilds) {
        this.rebuilds = rebuilds;
    }

    /** Asks for a rebuild, or for the state of the one that is under way. */
    @PostMapping
    @ResponseStatus(HttpStatus.ACCEPTED)
    Success<Rebuild> ask() {
        return Success.of(rebuilds.ask());
    }

    @GetMapping
    Success<Rebuild> latest() {
        return Success.of(rebuilds.latest().orElseThrow(ProblemException::notFound));
    }
}
