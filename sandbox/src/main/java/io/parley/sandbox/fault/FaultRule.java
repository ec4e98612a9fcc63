package io.parley.sandbox.fault;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.parley.sandbox.behaviour.Expect;
import io.parley.sandbox.behaviour.InvalidSetting;
import org.jspecify.annotations.Nullable;

/**
 * Spoils requests of one number or all: each with a probability, or the next {@code next} ones, or every one when
 * neither is given. {@code code} and {@code httpStatus} shape the error, {@code seconds} how long HANG and SLOW take.
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record FaultRule(
        FaultKind kind,
        @Nullable String phoneNumberId,
        @Nullable FaultDoor on,
        @Nullable FaultStage when,
        @Nullable Integer code,
        @Nullable Integer httpStatus,
        @Nullable Double seconds,
        @Nullable Double probability,
        @Nullable Integer next,
        @Nullable Long seed) {

    private static final double MAX_SECONDS = 3_600;

    @SuppressWarnings("ConstantConditions") // JSON may lack the kind
    public FaultRule {
        if (kind == null) {
            throw new InvalidSetting("kind", "missing (expected: one of ERROR, HTTP_429, SERVER_ERROR_BEFORE, …)");
        }
        if (probability != null) {
            Expect.share("probability", probability);
            Expect.that("next", next == null, "both given", "either probability or next");
        }
        if (next != null) {
            Expect.between("next", next, 1, Integer.MAX_VALUE);
        }
        if (httpStatus != null) {
            Expect.between("httpStatus", httpStatus, 200, 599);
        }
        if (code != null) {
            Expect.between("code", code, 0, 9_999_999);
        }
        Expect.that("code", kind != FaultKind.ERROR || code != null, "missing", "Meta's error code");
        if (seconds != null) {
            Expect.that("seconds", seconds >= 0 && seconds <= MAX_SECONDS, seconds, "0 to 3600");
        }
        var timed = kind == FaultKind.HANG || kind == FaultKind.SLOW;
        Expect.that("seconds", !timed || seconds != null, "missing", "how long a " + kind + " takes");
        Expect.that("when", when == null || !kind.hasFixedStage(), "given", "no when, " + kind + " says it already");
        var lookup = on != null && on != FaultDoor.SEND;
        Expect.that(
                "on",
                !lookup || stageOf(kind, when) == FaultStage.BEFORE,
                String.valueOf(on),
                "SEND for what happens after accept");
    }

    public FaultStage stage() {
        return stageOf(kind, when);
    }

    boolean concerns(FaultDoor door, String number) {
        var doorOfRule = on == null ? FaultDoor.SEND : on;
        return (doorOfRule == FaultDoor.ALL || doorOfRule == door)
                && (phoneNumberId == null || phoneNumberId.equals(number));
    }

    private static FaultStage stageOf(FaultKind kind, @Nullable FaultStage when) {
        return switch (kind) {
            case SERVER_ERROR_AFTER_ACCEPT, RESET_AFTER_ACCEPT -> FaultStage.AFTER_ACCEPT;
            case SERVER_ERROR_BEFORE, RESET_BEFORE -> FaultStage.BEFORE;
            case ERROR, HTTP_429, HANG, GARBAGE, SLOW -> when == null ? FaultStage.BEFORE : when;
        };
    }
}
