package io.parley.ingest.registry;

import java.util.Set;

/** Told inside this instance when numbers or WABAs have become known, and of all of them after the start. */
public record NumbersConnected(Set<String> numbers, Set<String> accounts) {

    public NumbersConnected {
        numbers = Set.copyOf(numbers);
        accounts = Set.copyOf(accounts);
    }

    boolean isEmpty() {
        return numbers.isEmpty() && accounts.isEmpty();
    }
}
