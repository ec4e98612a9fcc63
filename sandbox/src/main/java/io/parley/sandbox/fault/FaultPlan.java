package io.parley.sandbox.fault;

import io.parley.sandbox.behaviour.Expect;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** All faults that are wanted; the seed makes the drawn ones repeatable. */
public record FaultPlan(
        @Nullable Long seed,
        @Nullable List<FaultRule> rules,
        @Nullable StatusFaults statuses) {

    private static final int MAX_RULES = 100;

    public FaultPlan {
        rules = rules == null ? List.of() : List.copyOf(rules);
        Expect.between("rules", rules.size(), 0, MAX_RULES);
    }

    @Override
    public List<FaultRule> rules() {
        return rules == null ? List.of() : rules;
    }
}
