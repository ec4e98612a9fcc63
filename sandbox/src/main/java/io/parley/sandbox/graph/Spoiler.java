package io.parley.sandbox.graph;

import io.parley.sandbox.fault.FaultDoor;
import io.parley.sandbox.fault.FaultRule;
import io.parley.sandbox.fault.FaultStage;
import io.parley.sandbox.fault.Faults;
import io.parley.sandbox.meta.GraphError;
import io.parley.sandbox.meta.GraphException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Carries out faults: each either delays the request, ends it with an error, or ends the connection. */
@Component
class Spoiler {

    private static final int RATE_LIMIT = 80007;
    private static final int UNKNOWN = 131000;

    private final Faults faults;

    Spoiler(Faults faults) {
        this.faults = faults;
    }

    /** Draws the fault of a send; {@link #strike} it at both stages, it acts at its own. */
    Optional<FaultRule> draw(String phoneNumberId) {
        return faults.draw(FaultDoor.SEND, phoneNumberId);
    }

    /** Draws and carries out the fault of any other call. */
    void lookup(String id) {
        faults.draw(FaultDoor.LOOKUP, id).ifPresent(rule -> strike(rule, FaultStage.BEFORE));
    }

    /** Draws and carries out the fault of a call about a file of this number. */
    void media(String phoneNumberId) {
        faults.draw(FaultDoor.MEDIA, phoneNumberId).ifPresent(rule -> strike(rule, FaultStage.BEFORE));
    }

    void strike(FaultRule rule, FaultStage stage) {
        if (rule.stage() != stage) {
            return;
        }
        switch (rule.kind()) {
            case ERROR -> throw error(rule, UNKNOWN, null);
            case HTTP_429 -> throw error(rule, RATE_LIMIT, 429);
            case SERVER_ERROR_BEFORE, SERVER_ERROR_AFTER_ACCEPT -> throw error(rule, UNKNOWN, 500);
            case RESET_BEFORE, RESET_AFTER_ACCEPT -> throw new ConnectionReset();
            case HANG -> {
                pause(rule);
                throw new ConnectionReset();
            }
            case GARBAGE -> throw new GarbageAnswer(rule.httpStatus() == null ? 502 : rule.httpStatus());
            case SLOW -> pause(rule);
        }
    }

    private static GraphException error(FaultRule rule, int defaultCode, @Nullable Integer defaultStatus) {
        var error = GraphError.of(rule.code() == null ? defaultCode : rule.code(), "Asked for by a fault rule");
        if (rule.httpStatus() != null) {
            return new GraphException(error.withHttpStatus(rule.httpStatus()));
        }
        return new GraphException(defaultStatus == null ? error : error.withHttpStatus(defaultStatus));
    }

    private static void pause(FaultRule rule) {
        try {
            Thread.sleep(rule.seconds() == null ? 0 : Math.round(rule.seconds() * 1_000));
        } catch (InterruptedException closing) {
            Thread.currentThread().interrupt();
            throw new ConnectionReset();
        }
    }
}
