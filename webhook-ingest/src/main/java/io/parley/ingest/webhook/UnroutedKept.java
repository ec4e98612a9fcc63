package io.parley.ingest.webhook;

import java.util.Set;

/** Told inside this instance when events of unknown numbers or WABAs have been archived. */
public record UnroutedKept(Set<String> subjects) {

    public UnroutedKept {
        subjects = Set.copyOf(subjects);
    }
}
