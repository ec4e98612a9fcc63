package io.parley.sandbox.phone;

import io.parley.sandbox.account.Accounts;
import io.parley.sandbox.account.Customers;
import io.parley.sandbox.behaviour.InvalidSetting;
import io.parley.sandbox.meta.MetaJson;
import io.parley.sandbox.meta.Wamids;
import io.parley.sandbox.webhook.Deliveries;
import io.parley.sandbox.webhook.WebhookBodies;
import java.time.Clock;
import java.util.List;
import org.springframework.stereotype.Component;

/** Plays the business that writes in the WhatsApp Business app of its phone: WhatsApp mirrors that to the Cloud API. */
@Component
class EchoMessage {

    private final Accounts accounts;
    private final Customers customers;
    private final WebhookBodies bodies;
    private final Deliveries deliveries;
    private final Wamids wamids;
    private final Clock clock;

    EchoMessage(
            Accounts accounts,
            Customers customers,
            WebhookBodies bodies,
            Deliveries deliveries,
            Wamids wamids,
            Clock clock) {
        this.accounts = accounts;
        this.customers = customers;
        this.bodies = bodies;
        this.deliveries = deliveries;
        this.wamids = wamids;
        this.clock = clock;
    }

    WriteMessage.Written echo(EchoRequest request) {
        var number = (request.phoneNumberId() == null ? accounts.latest() : accounts.number(request.phoneNumberId()))
                .orElseThrow(() -> new InvalidSetting(
                        "phoneNumberId", request.phoneNumberId() + " (expected: the id of a number)"));
        var customer = customers.byPhone(request.customer(), number.businessAccountId());
        var echo = MetaJson.object();
        echo.put("from", number.display().digits());
        echo.put("to", request.customer());
        if (customer.userId() != null) {
            echo.put("to_user_id", customer.userId());
        }
        echo.put("id", wamids.outbound(customer.key()));
        echo.put("timestamp", Long.toString(clock.instant().getEpochSecond()));
        echo.put("type", "text");
        echo.putObject("text").put("body", request.words());
        var delivery = deliveries.deliver(number, bodies.echo(number, echo));
        return new WriteMessage.Written(
                number.id(), List.of(echo.get("id").asString()), delivery.webhookStatus(), delivery.webhookError());
    }
}
