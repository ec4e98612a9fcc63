package io.parley.analytics.fact;

import io.parley.contract.TenantId;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What is known of a message and counted.
 *
 * @param accepted whether WhatsApp has taken it at some time; of outbound ones
 * @param sentBy the user who sent it
 * @param waited milliseconds that the customer had waited for this answer; null where it is none
 */
public record MessageFact(
        TenantId tenant,
        UUID id,
        UUID conversation,
        Instant createdAt,
        Kind kind,
        Progress progress,
        boolean accepted,
        @Nullable UUID sentBy,
        @Nullable TemplateName template,
        @Nullable Long waited) {

    /** Which way a message went. */
    public enum Kind {
        /** From the customer, who awaits an answer. */
        ASKS,
        /** From the customer. */
        INBOUND,
        OUTBOUND
    }

    /** Names a message. */
    public record Key(TenantId tenant, UUID id) {}

    public Key key() {
        return new Key(tenant, id);
    }

    boolean isOutbound() {
        return kind == Kind.OUTBOUND;
    }

    /** Adds what was heard of it beyond this. */
    MessageFact and(Progress heard, boolean taken) {
        return new MessageFact(
                tenant,
                id,
                conversation,
                createdAt,
                kind,
                progress.and(heard),
                isOutbound() && (accepted || taken),
                sentBy,
                template,
                waited);
    }
}
