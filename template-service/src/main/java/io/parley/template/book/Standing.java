package io.parley.template.book;

import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * How a template stands with WhatsApp.
 *
 * @param status Meta's word, or one of ours
 * @param rejectionReason Meta's word for why it was rejected or paused
 * @param quality GREEN, YELLOW or RED; null where Meta says nothing yet
 */
public record Standing(
        String status,
        @Nullable String rejectionReason,
        @Nullable String quality) {

    public static final String APPROVED = "APPROVED";
    public static final String PENDING = "PENDING";

    /** Ours: it is being told to WhatsApp, and what it answers is not known yet. */
    public static final String SUBMITTING = "SUBMITTING";

    /** Ours: the answer to its submission was lost, and WhatsApp does not have it. */
    public static final String NOT_SUBMITTED = "NOT_SUBMITTED";

    private static final Set<String> EDITABLE = Set.of(APPROVED, "REJECTED", "PAUSED");

    /** The later ones win where two are told of the same second. */
    private static final List<String> PROGRESS = List.of(
            SUBMITTING,
            NOT_SUBMITTED,
            PENDING,
            "IN_APPEAL",
            "REJECTED",
            APPROVED,
            "LIMIT_EXCEEDED",
            "PAUSED",
            "LOCKED",
            "ARCHIVED",
            "DISABLED",
            "PENDING_DELETION",
            "DELETED");

    /** A template that is about to be submitted. */
    public static Standing submitting() {
        return new Standing(SUBMITTING, null, null);
    }

    public Standing withStatus(String newStatus, @Nullable String reason) {
        return new Standing(newStatus, reason, quality);
    }

    public Standing withQuality(@Nullable String newQuality) {
        return new Standing(status, rejectionReason, newQuality);
    }

    /** Tells whether WhatsApp has heard of it. */
    public boolean isKnownToMeta() {
        return !status.equals(SUBMITTING) && !status.equals(NOT_SUBMITTED);
    }

    public boolean isEditable() {
        return EDITABLE.contains(status);
    }

    /** Tells whether {@code other}, told of the same second, comes after this. */
    boolean isFollowedBy(String other) {
        return PROGRESS.indexOf(other) > PROGRESS.indexOf(status);
    }
}
