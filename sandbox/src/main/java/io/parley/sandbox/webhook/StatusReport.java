package io.parley.sandbox.webhook;

import io.parley.sandbox.account.BusinessNumber;
import io.parley.sandbox.ledger.AcceptedSend;
import org.jspecify.annotations.Nullable;

/** One thing that happened to a send; {@code errorCode} for failures only. */
public record StatusReport(
        BusinessNumber number,
        AcceptedSend send,
        String status,
        long epochSecond,
        @Nullable Integer errorCode) {}
