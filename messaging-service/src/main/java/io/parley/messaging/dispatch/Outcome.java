package io.parley.messaging.dispatch;

/** What came of one claimed message. */
record Outcome(Outgoing outgoing, SendOutcome result) {}
