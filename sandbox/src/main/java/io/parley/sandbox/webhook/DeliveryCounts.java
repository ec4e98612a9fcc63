package io.parley.sandbox.webhook;

/** What became of the webhooks so far; {@code pending} still wait, {@code inFlight} are being sent. */
public record DeliveryCounts(
        int pending, int inFlight, long accepted, long failedAttempts, long retried, long gaveUp, long overflowed) {}
