package io.parley.sandbox.fault;

import io.parley.sandbox.fault.ActiveFaults.RuleHits;
import io.parley.sandbox.fault.ActiveFaults.StatusHits;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/** Draws faults. The first rule that concerns a request and strikes wins; a new plan replaces the old one whole. */
public final class Faults {

    private final Random seeds = new Random();
    private volatile Active active = activate(new FaultPlan(null, null, null));

    public void set(FaultPlan plan) {
        active = activate(plan);
    }

    public void clear() {
        set(new FaultPlan(null, null, null));
    }

    /** The fault that befalls this request, if any. */
    public Optional<FaultRule> draw(FaultDoor door, String phoneNumberId) {
        for (var rule : active.rules()) {
            if (rule.rule().concerns(door, phoneNumberId) && rule.strikes()) {
                return Optional.of(rule.rule());
            }
        }
        return Optional.empty();
    }

    public boolean drawsDisorder() {
        return draws(active.statuses().disorder(), active.disorder());
    }

    public boolean drawsDuplicate() {
        return draws(active.statuses().duplicates(), active.duplicates());
    }

    public boolean drawsStatusBeforeAnswer() {
        return draws(active.statuses().statusBeforeAnswer(), active.statusBeforeAnswer());
    }

    public boolean drawsDrop() {
        return draws(active.statuses().drop(), active.drop());
    }

    /** A permutation of the first {@code count} numbers that is not the identity, for {@code count} above one. */
    public List<Integer> shuffled(int count) {
        var order = new ArrayList<Integer>();
        for (int i = 0; i < count; i++) {
            order.add((i + 1) % count);
        }
        if (count > 2 && active.random().nextBoolean()) {
            order.set(0, order.set(count - 1, order.get(0)));
        }
        return order;
    }

    public ActiveFaults show() {
        var now = active;
        var rules = now.rules().stream()
                .map(rule -> new RuleHits(rule.rule(), rule.hits()))
                .toList();
        var hits = new StatusHits(
                now.disorder().sum(),
                now.duplicates().sum(),
                now.statusBeforeAnswer().sum(),
                now.drop().sum());
        return new ActiveFaults(now.seed(), rules, now.statuses(), hits);
    }

    private boolean draws(@Nullable Double probability, LongAdder hits) {
        if (probability == null || probability <= 0 || active.random().nextDouble() >= probability) {
            return false;
        }
        hits.increment();
        return true;
    }

    private Active activate(FaultPlan plan) {
        long seed = plan.seed() == null ? seeds.nextInt(1_000_000_000) : plan.seed();
        var rules = new ArrayList<ActiveRule>();
        for (var rule : plan.rules()) {
            rules.add(new ActiveRule(rule, rule.seed() == null ? seed + rules.size() + 1 : rule.seed()));
        }
        var statuses = plan.statuses() == null ? StatusFaults.NONE : plan.statuses();
        return new Active(
                seed,
                List.copyOf(rules),
                statuses,
                new Random(seed),
                new LongAdder(),
                new LongAdder(),
                new LongAdder(),
                new LongAdder());
    }

    private record Active(
            long seed,
            List<ActiveRule> rules,
            StatusFaults statuses,
            Random random,
            LongAdder disorder,
            LongAdder duplicates,
            LongAdder statusBeforeAnswer,
            LongAdder drop) {}
}
