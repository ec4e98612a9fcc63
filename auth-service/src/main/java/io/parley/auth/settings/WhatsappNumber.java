package io.parley.auth.settings;

import java.time.Instant;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** One of a tenant's WhatsApp numbers. The default one may be incomplete while it is being set up. */
record WhatsappNumber(
        UUID id,
        boolean isDefault,
        @Nullable String label,
        Credentials credentials,
        NumberDetails details,
        Instant createdAt) {

    /** Which number it is, and what speaks and signs for it. */
    record Credentials(
            @Nullable String phoneNumberId,
            @Nullable String businessAccountId,
            @Nullable StoredSecret accessToken,
            @Nullable StoredSecret appSecret) {

        static final Credentials NONE = new Credentials(null, null, null, null);
    }

    static WhatsappNumber unconfigured(UUID id, boolean isDefault, Instant at) {
        return new WhatsappNumber(id, isDefault, null, Credentials.NONE, NumberDetails.NONE, at);
    }

    @Nullable
    String phoneNumberId() {
        return credentials.phoneNumberId();
    }

    boolean isEmpty() {
        return credentials.equals(Credentials.NONE);
    }

    /** Returns this number with other credentials; what Meta said of another number is forgotten. */
    WhatsappNumber with(Credentials changed) {
        var same = Objects.equals(changed.phoneNumberId(), credentials.phoneNumberId());
        return new WhatsappNumber(id, isDefault, label, changed, same ? details : NumberDetails.NONE, createdAt);
    }

    WhatsappNumber with(NumberDetails heard) {
        return new WhatsappNumber(id, isDefault, label, credentials, heard, createdAt);
    }

    WhatsappNumber labelled(@Nullable String text) {
        return new WhatsappNumber(id, isDefault, text, credentials, details, createdAt);
    }

    WhatsappNumber asDefault() {
        return new WhatsappNumber(id, true, label, credentials, details, createdAt);
    }

    /** Tells whether Meta must be asked before this takes the place of {@code before}. */
    boolean needsCheckAfter(@Nullable WhatsappNumber before) {
        var old = before == null ? Credentials.NONE : before.credentials;
        return changedTo(old.phoneNumberId(), credentials.phoneNumberId())
                || changedTo(old.businessAccountId(), credentials.businessAccountId())
                || (phoneNumberId() != null && changedTo(old.accessToken(), credentials.accessToken()));
    }

    private static boolean changedTo(@Nullable Object before, @Nullable Object after) {
        return after != null && !after.equals(before);
    }
}
