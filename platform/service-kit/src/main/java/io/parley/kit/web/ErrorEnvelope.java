package io.parley.kit.web;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The envelope of every error. {@code error} is for developers and only set in development. */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ErrorEnvelope(
        boolean success,
        String message,
        String code,
        String requestId,
        @Nullable List<FieldProblem> errors,
        @Nullable String error) {}
