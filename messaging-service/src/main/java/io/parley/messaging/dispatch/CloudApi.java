package io.parley.messaging.dispatch;

/** What Parley needs from Meta to send. */
interface CloudApi {

    /**
     * Makes the one call for {@code outgoing}; blocks until it is answered or has timed out. Never throws for what the
     * network or Meta does.
     */
    SendOutcome send(Outgoing outgoing);
}
