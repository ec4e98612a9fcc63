package io.parley.kit.event;

/** The broker has not acknowledged an event; whether it has it is unknown. Repeating the event is safe. */
public final class EventNotPublished extends RuntimeException {

    EventNotPublished(Throwable cause) {
        super("the broker did not acknowledge", cause);
    }
}
