package io.parley.contract;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/**
 * Why a message failed or is in doubt.
 *
 * @param code Meta's error code as text, or one of Parley's own such as {@code SEND_OUTCOME_UNKNOWN}
 * @param title in a few words
 * @param details in a sentence
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record MessageError(
        String code, @Nullable String title, @Nullable String details) {}
