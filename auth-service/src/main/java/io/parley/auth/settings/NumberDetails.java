package io.parley.auth.settings;

import org.jspecify.annotations.Nullable;

/**
 * What Meta says of a number.
 *
 * @param displayPhoneNumber E.164 with {@code +}
 */
record NumberDetails(
        @Nullable String displayPhoneNumber,
        @Nullable String verifiedName,
        @Nullable String qualityRating,
        @Nullable String status) {

    static final NumberDetails NONE = new NumberDetails(null, null, null, null);
}
