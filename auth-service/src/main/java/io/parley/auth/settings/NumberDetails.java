package io.parley.auth.settings;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import org.jspecify.annotations.Nullable;

/**
 * What Meta says of a number.
 *
 * @param displayPhoneNumber E.164 with {@code +}
 * @param messagesPerSecond the most that Meta lets pass in any second, in and out together
 * @param checkedStatus what Meta said when the credentials were checked
 * @param finding what has been found out since, in sending
 */
record NumberDetails(
        @Nullable String displayPhoneNumber,
        @Nullable String verifiedName,
        @Nullable String qualityRating,
        @JsonIgnore @Nullable Integer messagesPerSecond,
        @JsonIgnore @Nullable String checkedStatus,
        @JsonIgnore @Nullable Finding finding) {

    static final NumberDetails NONE = new NumberDetails(null, null, null, null, null);

    NumberDetails(
            @Nullable String displayPhoneNumber,
            @Nullable String verifiedName,
            @Nullable String qualityRating,
            @Nullable Integer messagesPerSecond,
            @Nullable String checkedStatus) {
        this(displayPhoneNumber, verifiedName, qualityRating, messagesPerSecond, checkedStatus, null);
    }

    /**
     * What sending has shown.
     *
     * @param reason Meta's code and words; null where the number sends
     */
    record Finding(String status, @Nullable String reason) {}

    /** Returns the latest that is known: CONNECTED, TOKEN_REJECTED, HELD, or another word of Meta's. */
    @JsonProperty
    @Nullable
    String status() {
        return finding == null ? checkedStatus : finding.status();
    }

    /** Returns why messages wait, where they do. */
    @JsonProperty
    @JsonInclude(JsonInclude.Include.NON_NULL)
    @Nullable
    String statusReason() {
        return finding == null ? null : finding.reason();
    }
}
