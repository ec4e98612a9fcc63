package io.parley.sandbox.graph;

import io.parley.sandbox.account.BusinessNumber;
import io.parley.sandbox.account.Customers;
import io.parley.sandbox.account.WaIds;
import io.parley.sandbox.behaviour.Behaviour.WindowMode;
import io.parley.sandbox.behaviour.CurrentBehaviour;
import io.parley.sandbox.ledger.AcceptedSend;
import io.parley.sandbox.ledger.AcceptedSend.Recipient;
import io.parley.sandbox.ledger.Ledger;
import io.parley.sandbox.meta.GraphError;
import io.parley.sandbox.meta.GraphException;
import io.parley.sandbox.meta.Wamids;
import io.parley.sandbox.rule.Order;
import io.parley.sandbox.traffic.ServiceWindows;
import io.parley.sandbox.traffic.Traffic;
import java.time.Clock;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Accepts a send that passed the rules, or refuses it for what only WhatsApp knows: rates, windows, the sender itself. */
@Component
class SendMessage {

    private static final String WINDOW_CLOSED =
            "Message failed to send because more than 24 hours have passed since the customer last replied to this number.";

    private final CurrentBehaviour behaviour;
    private final Ledger ledger;
    private final ServiceWindows windows;
    private final Traffic traffic;
    private final Wamids wamids;
    private final Clock clock;

    SendMessage(
            CurrentBehaviour behaviour,
            Ledger ledger,
            ServiceWindows windows,
            Traffic traffic,
            Wamids wamids,
            Clock clock) {
        this.behaviour = behaviour;
        this.ledger = ledger;
        this.windows = windows;
        this.traffic = traffic;
        this.wamids = wamids;
        this.clock = clock;
    }

    /** Records the send; a failure code says that it will be reported as failed later. */
    Accepted accept(BusinessNumber number, Order.Send order, byte[] body) {
        var recipient = recipient(number, order);
        if (number.display().digits().equals(order.phone())) {
            throw new GraphException(GraphError.of(131021, "Recipient phone number cannot be the sender's own"));
        }
        var insideWindow = windows.isOpen(number, order.phone(), order.userId());
        var failure = windowFailure(order, insideWindow);
        traffic.send(number, recipient.key());
        var send = ledger.record(sequence -> new AcceptedSend(
                sequence,
                clock.instant(),
                wamids.outbound(recipient.key()),
                number.id(),
                order.type(),
                recipient,
                order.callbackData(),
                insideWindow,
                body));
        return new Accepted(send, failure);
    }

    private @Nullable Integer windowFailure(Order.Send order, boolean insideWindow) {
        var mode = behaviour.get().window().mode();
        if (mode == WindowMode.OFF || insideWindow || !order.freeForm() || order.groupId() != null) {
            return null;
        }
        if (mode == WindowMode.SYNC) {
            throw new GraphException(GraphError.of(131047, WINDOW_CLOSED));
        }
        return 131047;
    }

    private Recipient recipient(BusinessNumber number, Order.Send order) {
        if (order.groupId() != null) {
            return new Recipient(order.input(), null, null, true);
        }
        if (order.phone() == null) {
            return new Recipient(order.input(), null, order.userId(), false);
        }
        var waId = behaviour.get().rewriteWaIds() ? WaIds.of(order.phone()) : order.phone();
        var userId = Customers.userId(waId, number.businessAccountId());
        return new Recipient(order.input(), waId, userId, false);
    }

    /** A recorded send, and the error it will be reported with, if any. */
    record Accepted(AcceptedSend send, @Nullable Integer failure) {}
}
