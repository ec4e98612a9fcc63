package io.parley.sandbox.graph;

import io.parley.sandbox.account.BusinessNumber;
import io.parley.sandbox.behaviour.Behaviour.Delay;
import io.parley.sandbox.behaviour.CurrentBehaviour;
import io.parley.sandbox.fault.Faults;
import io.parley.sandbox.ledger.AcceptedSend;
import io.parley.sandbox.webhook.Deliveries;
import io.parley.sandbox.webhook.StatusReport;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Decides what will be reported of an accepted send and when, then hands it over for delivery. */
@Component
class StatusPlan {

    private final CurrentBehaviour behaviour;
    private final Faults faults;
    private final Deliveries deliveries;
    private final RandomGenerator random;

    StatusPlan(CurrentBehaviour behaviour, Faults faults, Deliveries deliveries, RandomGenerator random) {
        this.behaviour = behaviour;
        this.faults = faults;
        this.deliveries = deliveries;
        this.random = random;
    }

    /** Schedules the statuses of a send; the first one is delivered before this returns where a fault says so. */
    void begin(BusinessNumber number, AcceptedSend send, @Nullable Integer failure) {
        var steps = steps(send, failure);
        var dues = steps.stream().map(Step::dueMs).toList();
        if (steps.size() > 1 && faults.drawsDisorder()) {
            var order = faults.shuffled(steps.size());
            dues = order.stream().map(dues::get).toList();
        }
        for (int i = 0; i < steps.size(); i++) {
            if (faults.drawsDrop()) {
                continue;
            }
            var step = steps.get(i);
            var epochSecond = send.time().plusMillis(step.dueMs()).getEpochSecond();
            var report = new StatusReport(number, send, step.status(), epochSecond, step.errorCode());
            if (i == 0 && faults.drawsStatusBeforeAnswer()) {
                deliveries.deliver(report);
                continue;
            }
            deliveries.schedule(report, Duration.ofMillis(dues.get(i)));
            if (faults.drawsDuplicate()) {
                deliveries.schedule(report, Duration.ofMillis(dues.get(i) + random.nextInt(200)));
            }
        }
    }

    private List<Step> steps(AcceptedSend send, @Nullable Integer failure) {
        var settings = behaviour.get().statuses();
        var at = draw(settings.sent());
        if (failure != null) {
            return List.of(new Step("failed", at, failure));
        }
        var steps = new ArrayList<Step>(3);
        steps.add(new Step("sent", at, null));
        if ("reaction".equals(send.type())) {
            return steps;
        }
        at += draw(settings.delivered());
        if (hits(settings.failShare())) {
            steps.add(new Step("failed", at, settings.failCode()));
            return steps;
        }
        if (!hits(settings.deliveredShare())) {
            return steps;
        }
        steps.add(new Step("delivered", at, null));
        if (hits(settings.readShare())) {
            steps.add(new Step("read", at + draw(settings.read()), null));
        }
        return steps;
    }

    private boolean hits(double share) {
        return share >= 1 || share > 0 && random.nextDouble() < share;
    }

    private long draw(Delay delay) {
        return delay.minMs() == delay.maxMs() ? delay.minMs() : random.nextLong(delay.minMs(), delay.maxMs() + 1);
    }

    private record Step(String status, long dueMs, @Nullable Integer errorCode) {}
}
