package io.parley.sandbox.phone;

import io.parley.sandbox.account.Accounts;
import io.parley.sandbox.account.BusinessNumber;
import io.parley.sandbox.account.Customers;
import io.parley.sandbox.behaviour.InvalidSetting;
import io.parley.sandbox.ledger.AcceptedSend;
import io.parley.sandbox.ledger.AcceptedSend.Recipient;
import io.parley.sandbox.ledger.Ledger;
import io.parley.sandbox.web.ControlJson;
import io.parley.sandbox.webhook.Deliveries;
import io.parley.sandbox.webhook.Delivery;
import io.parley.sandbox.webhook.StatusReport;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Clock;
import java.util.Optional;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/** The customer's phone, which writes messages and reports statuses, and the business's own. */
@RestController
class PhoneController {

    private static final int UNDELIVERABLE = 131026;

    private final WriteMessage writeMessage;
    private final EchoMessage echoMessage;
    private final Ledger ledger;
    private final Accounts accounts;
    private final Deliveries deliveries;
    private final ControlJson json;
    private final Clock clock;

    @SuppressWarnings("ParameterNumber")
    PhoneController(
            WriteMessage writeMessage,
            EchoMessage echoMessage,
            Ledger ledger,
            Accounts accounts,
            Deliveries deliveries,
            ControlJson json,
            Clock clock) {
        this.writeMessage = writeMessage;
        this.echoMessage = echoMessage;
        this.ledger = ledger;
        this.accounts = accounts;
        this.deliveries = deliveries;
        this.json = json;
        this.clock = clock;
    }

    @PostMapping("/sandbox/inbound")
    WriteMessage.Written inbound(HttpServletRequest request) {
        return writeMessage.write(new InboundRequest(json.object(request)));
    }

    @PostMapping("/sandbox/echo")
    WriteMessage.Written echo(HttpServletRequest request) {
        return echoMessage.echo(json.read(request, EchoRequest.class));
    }

    @PostMapping("/sandbox/status")
    Delivery status(HttpServletRequest request) {
        var wanted = json.read(request, StatusRequest.class);
        var send = ledger.find(wanted.wamid());
        var number = number(wanted, send);
        var failed = "failed".equals(wanted.status());
        var code = failed && wanted.errorCode() == null ? Integer.valueOf(UNDELIVERABLE) : wanted.errorCode();
        var at = wanted.timestamp() == null ? clock.instant().getEpochSecond() : wanted.timestamp();
        var reported = send.orElseGet(() -> sentByAnotherApp(wanted, number));
        return deliveries.deliver(new StatusReport(number, reported, wanted.status(), at, code));
    }

    private BusinessNumber number(StatusRequest wanted, Optional<AcceptedSend> send) {
        var id = wanted.phoneNumberId() == null
                ? send.map(AcceptedSend::phoneNumberId)
                : Optional.of(wanted.phoneNumberId());
        return id.map(accounts::number)
                .orElseGet(accounts::latest)
                .orElseThrow(() ->
                        new InvalidSetting("phoneNumberId", id.orElse("missing") + " (expected: the id of a number)"));
    }

    private AcceptedSend sentByAnotherApp(StatusRequest wanted, BusinessNumber number) {
        var phone = wanted.to() == null ? Customers.DEFAULT_PHONE : wanted.to();
        var recipient = new Recipient(phone, phone, Customers.userId(phone, number.businessAccountId()), false);
        return new AcceptedSend(
                0,
                clock.instant(),
                wanted.wamid(),
                number.id(),
                "text",
                recipient,
                wanted.callbackData(),
                true,
                new byte[0]);
    }
}
