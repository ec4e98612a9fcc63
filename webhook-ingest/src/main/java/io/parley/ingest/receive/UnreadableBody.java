package io.parley.ingest.receive;

/** Ends the reading of a body from deep inside it. */
final class UnreadableBody extends RuntimeException {

    private final Reading.Reason reason;

    UnreadableBody(Reading.Reason reason) {
        super(reason.name(), null, false, false);
        this.reason = reason;
    }

    Reading.Reason reason() {
        return reason;
    }
}
