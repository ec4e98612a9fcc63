package io.parley.sandbox.control;

import io.parley.sandbox.account.Accounts;
import io.parley.sandbox.account.Customers;
import io.parley.sandbox.ledger.Ledger;
import io.parley.sandbox.ledger.ReadReceipts;
import io.parley.sandbox.media.MediaShelf;
import io.parley.sandbox.template.Templates;
import io.parley.sandbox.template.Verdicts;
import io.parley.sandbox.traffic.ServiceWindows;
import io.parley.sandbox.traffic.Traffic;
import io.parley.sandbox.webhook.Deliveries;
import io.parley.sandbox.webhook.DeliveryCounts;
import io.parley.sandbox.webhook.Subscriptions;
import java.util.Map;
import org.springframework.stereotype.Component;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Shows how much the sandbox remembers and owes, and makes it forget. Faults and behaviour are not state. */
@RestController
@RequestMapping("/sandbox/state")
class StateController {

    private final Accounts accounts;
    private final Ledger ledger;
    private final ReadReceipts receipts;
    private final Deliveries deliveries;
    private final People people;
    private final MediaShelf shelf;

    StateController(
            Accounts accounts,
            Ledger ledger,
            ReadReceipts receipts,
            Deliveries deliveries,
            People people,
            MediaShelf shelf) {
        this.shelf = shelf;
        this.accounts = accounts;
        this.ledger = ledger;
        this.receipts = receipts;
        this.deliveries = deliveries;
        this.people = people;
    }

    @GetMapping
    State show() {
        return new State(
                accounts.all().size(),
                people.customers.count(),
                ledger.size(),
                ledger.lastSequence(),
                ledger.forgotten(),
                receipts.all().size(),
                shelf.size(),
                deliveries.counts(),
                people.traffic.peaks());
    }

    @DeleteMapping
    State clear() {
        deliveries.clear();
        accounts.clear();
        ledger.clear();
        receipts.clear();
        shelf.clear();
        people.clear();
        return show();
    }

    /** {@code peakPerSecond} is each number's most messages, in and out, within any sliding second. */
    record State(
            int numbers,
            int customers,
            int sends,
            long lastSequence,
            long forgotten,
            int receipts,
            int media,
            DeliveryCounts webhooks,
            Map<String, Integer> peakPerSecond) {}

    /** What is remembered of customers and of the traffic with them. */
    @Component
    static final class People {

        private final Customers customers;
        private final ServiceWindows windows;
        private final Traffic traffic;
        private final Subscriptions subscriptions;
        private final Templates templates;
        private final Verdicts verdicts;

        People(
                Customers customers,
                ServiceWindows windows,
                Traffic traffic,
                Subscriptions subscriptions,
                Templates templates,
                Verdicts verdicts) {
            this.templates = templates;
            this.verdicts = verdicts;
            this.customers = customers;
            this.windows = windows;
            this.traffic = traffic;
            this.subscriptions = subscriptions;
        }

        void clear() {
            customers.clear();
            windows.clear();
            traffic.clear();
            subscriptions.clear();
            templates.clear();
            verdicts.clear();
        }
    }
}
