package io.parley.contact.edit;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** What POST /api/contacts takes: at least one of {@code phoneNumber} and {@code userId}. */
record ContactRequest(
        @Nullable String phoneNumber,
        @Nullable String userId,
        @Nullable String name,
        @Nullable String email,
        @Nullable List<@Nullable String> tags,
        @Nullable Boolean optedOut) {

    /** Returns it as a change of a contact of which nothing is known. */
    ContactPatch asPatch() {
        return new ContactPatch(said(phoneNumber), said(userId), said(name), said(email), said(tags), said(optedOut));
    }

    private static <T> Change<T> said(@Nullable T value) {
        return value == null ? new Change.Keep<>() : new Change.To<>(value);
    }
}
