package io.parley.sandbox.behaviour;

import java.util.concurrent.atomic.AtomicReference;

/** Holds the behaviour in force; a change is seen whole by whatever happens next. */
public final class CurrentBehaviour {

    private final Behaviour initial;
    private final AtomicReference<Behaviour> current;

    public CurrentBehaviour(Behaviour initial) {
        this.initial = initial;
        this.current = new AtomicReference<>(initial);
    }

    public Behaviour get() {
        return current.get();
    }

    public void set(Behaviour behaviour) {
        current.set(behaviour);
    }

    public void reset() {
        current.set(initial);
    }
}
