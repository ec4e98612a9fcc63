package io.parley.sandbox.ledger;

import java.time.Instant;

/** A business marked a customer's message as read, perhaps while starting to type. */
public record ReadReceipt(Instant time, String phoneNumberId, String messageId, boolean typing) {}
