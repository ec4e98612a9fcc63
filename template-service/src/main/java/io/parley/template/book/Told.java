package io.parley.template.book;

import java.time.Instant;

/** Of which second, by WhatsApp's clock, the parts of a template are. */
public record Told(Instant status, Instant quality, Instant category, Instant form) {

    /** Nothing was told yet: whatever comes first counts. */
    public static final Told NOTHING = new Told(Instant.EPOCH, Instant.EPOCH, Instant.EPOCH, Instant.EPOCH);

    Told ofStatus(Instant at) {
        return new Told(at, quality, category, form);
    }

    Told ofQuality(Instant at) {
        return new Told(status, at, category, form);
    }

    Told ofCategory(Instant at) {
        return new Told(status, quality, at, form);
    }

    Told ofForm(Instant at) {
        return new Told(status, quality, category, at);
    }
}
