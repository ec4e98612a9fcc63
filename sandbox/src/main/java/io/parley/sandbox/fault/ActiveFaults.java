package io.parley.sandbox.fault;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.util.List;

/** What is active, as shown: each rule with how often it struck. */
public record ActiveFaults(long seed, List<RuleHits> rules, StatusFaults statuses, StatusHits statusHits) {

    /** A rule and its hits. */
    public record RuleHits(@JsonUnwrapped FaultRule rule, long hits) {}

    /** How often each status fault struck. */
    public record StatusHits(long disorder, long duplicates, long statusBeforeAnswer, long drop) {}
}
