package io.parley.ingest.ledger;

import io.parley.kit.web.ProblemException;
import java.time.Instant;
import java.util.UUID;
import java.util.regex.Pattern;

/** The last event of a page, from which the next one goes on. */
record Cursor(Instant at, UUID id) {

    private static final Pattern TEXT = Pattern.compile("([0-9]{1,15})_([0-9a-f-]{36})");

    static Cursor of(WebhookEvent event) {
        return new Cursor(event.receivedAt(), event.id());
    }

    static Cursor parse(String text) {
        var parts = TEXT.matcher(text);
        if (!parts.matches()) {
            throw unknown();
        }
        try {
            return new Cursor(Instant.ofEpochMilli(Long.parseLong(parts.group(1))), UUID.fromString(parts.group(2)));
        } catch (IllegalArgumentException e) {
            throw unknown();
        }
    }

    @Override
    public String toString() {
        return at.toEpochMilli() + "_" + id;
    }

    private static ProblemException unknown() {
        return ProblemException.ofField("cursor", "is not one that Parley gave");
    }
}
