package io.parley.ingest.receive;

import io.parley.ingest.registry.Registry;
import io.parley.kit.web.CommonError;
import io.parley.kit.web.ProblemException;
import io.swagger.v3.oas.annotations.Operation;
import java.time.Duration;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Proves to Meta that the callback is ours: echoes its challenge to whoever knows a verify token. */
@RestController
class VerificationController {

    private final Registry registry;

    VerificationController(Registry registry) {
        this.registry = registry;
    }

    @Operation(
            summary = "Verify the callback",
            description = "What Meta asks once when the callback is set up: echoes the challenge where the verify "
                    + "token is known.")
    @GetMapping("/api/webhook")
    ResponseEntity<String> verify(
            @RequestParam(name = "hub.mode", defaultValue = "") String mode,
            @RequestParam(name = "hub.verify_token", defaultValue = "") String token,
            @RequestParam(name = "hub.challenge", defaultValue = "") String challenge) {
        var directory = registry.directory()
                .orElseThrow(() -> ProblemException.retryLater(
                        CommonError.SERVICE_UNAVAILABLE, "Temporarily unavailable, try again", Duration.ofSeconds(1)));
        if (!mode.equals("subscribe") || !directory.knowsVerifyToken(token)) {
            throw ProblemException.of(CommonError.FORBIDDEN, "The verify token is not known");
        }
        return ResponseEntity.ok().contentType(MediaType.TEXT_PLAIN).body(challenge);
    }
}
