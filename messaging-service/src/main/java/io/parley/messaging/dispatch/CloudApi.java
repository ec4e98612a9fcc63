package io.parley.messaging.dispatch;

/** What Parley needs from Meta to send. */
interface CloudApi {

    /**
     * Sees to it that WhatsApp holds the file of {@code outgoing}, which may take minutes and sends nothing; returns it with what
     * came of that, and with the claim that holds now. Never throws for what the network, Meta or the store does.
     */
    Outgoing prepare(Outgoing outgoing);

    /**
     * Makes the one call for {@code outgoing}; blocks until it is answered or has timed out. Never throws for what the
     * network or Meta does.
     */
    SendOutcome send(Outgoing outgoing);
}
