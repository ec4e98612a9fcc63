package io.parley.kit.web;

import java.time.Instant;
import java.util.Arrays;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.exc.InvalidFormatException;
import tools.jackson.databind.exc.MismatchedInputException;
import tools.jackson.databind.exc.UnrecognizedPropertyException;
import tools.jackson.databind.exc.ValueInstantiationException;

/** Why a body could not be read, in words for the one who sent it and without repeating what was sent. */
sealed interface UnreadableBody {

    record TooLarge(String message) implements UnreadableBody {}

    record BadField(FieldProblem problem) implements UnreadableBody {}

    record Malformed() implements UnreadableBody {}

    static UnreadableBody of(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            switch (cause) {
                case BodyTooLarge tooLarge -> {
                    return new TooLarge(String.valueOf(tooLarge.getMessage()));
                }
                case UnrecognizedPropertyException unknown -> {
                    return new BadField(new FieldProblem(pathOf(unknown), "is not known"));
                }
                case InvalidFormatException invalid -> {
                    return new BadField(new FieldProblem(pathOf(invalid), expectation(invalid.getTargetType())));
                }
                case MismatchedInputException mismatch
                when !mismatch.getPath().isEmpty() -> {
                    return new BadField(new FieldProblem(pathOf(mismatch), expectation(mismatch.getTargetType())));
                }
                case ValueInstantiationException refused
                when !refused.getPath().isEmpty() -> {
                    return new BadField(new FieldProblem(pathOf(refused), reasonOf(refused)));
                }
                default -> {
                    continue;
                }
            }
        }
        return new Malformed();
    }

    /** Says what a value of {@code type} looks like. */
    static String expectation(@Nullable Class<?> type) {
        if (type == null) {
            return "has the wrong type";
        }
        if (type.isEnum()) {
            return "must be one of "
                    + Arrays.stream(type.getEnumConstants())
                            .map(Object::toString)
                            .collect(Collectors.joining(", "));
        }
        if (type == UUID.class) {
            return "must be a UUID";
        }
        if (type == Instant.class) {
            return "must be an ISO-8601 time such as 2026-01-31T12:00:00Z";
        }
        if (type == String.class) {
            return "must be a string";
        }
        if (type == boolean.class || type == Boolean.class) {
            return "must be true or false";
        }
        if (type.isPrimitive() || Number.class.isAssignableFrom(type)) {
            return "must be a number";
        }
        return "has the wrong type";
    }

    private static String reasonOf(ValueInstantiationException refused) {
        var cause = refused.getCause();
        return cause instanceof IllegalArgumentException && cause.getMessage() != null
                ? cause.getMessage()
                : "is not valid";
    }

    private static String pathOf(JacksonException exception) {
        var path = new StringBuilder();
        for (var step : exception.getPath()) {
            if (step.getPropertyName() == null) {
                path.append('[').append(step.getIndex()).append(']');
            } else {
                path.append(path.isEmpty() ? "" : ".").append(step.getPropertyName());
            }
        }
        return path.isEmpty() ? "body" : path.toString();
    }
}
