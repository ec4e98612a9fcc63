package io.parley.sandbox.control;

import io.parley.sandbox.account.Accounts;
import io.parley.sandbox.behaviour.CurrentBehaviour;
import io.parley.sandbox.behaviour.Expect;
import io.parley.sandbox.behaviour.InvalidSetting;
import io.parley.sandbox.web.ControlJson;
import io.parley.sandbox.web.QueryParameter;
import io.parley.sandbox.web.RequestBody;
import io.parley.sandbox.webhook.CallbackVerification;
import io.parley.sandbox.webhook.Deliveries;
import io.parley.sandbox.webhook.Delivery;
import jakarta.servlet.http.HttpServletRequest;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/** Sends webhooks of any content, and asks the receiver to verify itself as Meta's dashboard does. */
@RestController
class WebhookController {

    private final Accounts accounts;
    private final CurrentBehaviour behaviour;
    private final Deliveries deliveries;
    private final CallbackVerification verification;
    private final ControlJson json;

    WebhookController(
            Accounts accounts,
            CurrentBehaviour behaviour,
            Deliveries deliveries,
            CallbackVerification verification,
            ControlJson json) {
        this.accounts = accounts;
        this.behaviour = behaviour;
        this.deliveries = deliveries;
        this.verification = verification;
        this.json = json;
    }

    /** Signs and sends the very bytes it is given, well-formed or not, once. */
    @PostMapping("/sandbox/webhook")
    Delivery send(HttpServletRequest request) {
        var phoneNumberId = QueryParameter.of(request, "phoneNumberId");
        var body = RequestBody.read(request);
        if (phoneNumberId == null) {
            return deliveries.deliverOnce(null, body);
        }
        var number = accounts.number(phoneNumberId)
                .orElseThrow(() -> new InvalidSetting("phoneNumberId", phoneNumberId + " (expected: 5 to 25 digits)"));
        return deliveries.deliverOnce(number, body);
    }

    @PostMapping("/sandbox/verify")
    CallbackVerification.Outcome verify(HttpServletRequest request) {
        var wanted = json.read(request, Verify.class);
        return verification.verify(behaviour.get().webhooks().url(), wanted.verifyToken());
    }

    record Verify(String verifyToken) {

        @SuppressWarnings("ConstantConditions") // JSON may lack it
        Verify {
            Expect.that("verifyToken", verifyToken != null, "missing", "the receiver's verify token");
        }
    }
}
