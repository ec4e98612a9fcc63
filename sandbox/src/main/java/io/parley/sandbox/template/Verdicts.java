package io.parley.sandbox.template;

import io.parley.sandbox.template.HeldTemplate.State;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** How reviews will end, where somebody has said so before the template came. */
@Component
public final class Verdicts {

    private static final int MOST = 10_000;

    private final Map<Subject, State> bySubject = new LinkedHashMap<>();

    /** A template to come, in whatever language. */
    private record Subject(String account, String name) {}

    /** Decides about all templates of this name; PENDING is a review that does not end. */
    public synchronized void decide(String account, String name, String status, @Nullable String reason) {
        bySubject.put(new Subject(account, name), new State(status, reason, null));
        if (bySubject.size() > MOST) {
            bySubject.remove(bySubject.keySet().iterator().next());
        }
    }

    synchronized Optional<State> on(HeldTemplate template) {
        return Optional.ofNullable(bySubject.get(new Subject(template.account(), template.name())));
    }

    public synchronized void clear() {
        bySubject.clear();
    }
}
