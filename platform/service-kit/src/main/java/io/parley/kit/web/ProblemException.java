package io.parley.kit.web;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Gives up a request with a code that the caller can rely on. Its message is shown to the caller. */
public final class ProblemException extends RuntimeException {

    private final transient ErrorCode code;
    private final transient List<FieldProblem> problems;
    private final transient Optional<Duration> retryAfter;

    private ProblemException(
            ErrorCode code, String message, List<FieldProblem> problems, Optional<Duration> retryAfter) {
        super(message, null, false, false);
        this.code = code;
        this.problems = problems;
        this.retryAfter = retryAfter;
    }

    /** Refuses the request. */
    public static ProblemException of(ErrorCode code, String message) {
        return new ProblemException(code, message, List.of(), Optional.empty());
    }

    /** Refuses the request for one field of it. */
    public static ProblemException ofField(String field, String message) {
        return ofField(CommonError.VALIDATION_FAILED, field, message);
    }

    /** Refuses the request for one field of it, with a code of its own. */
    public static ProblemException ofField(ErrorCode code, String field, String message) {
        var problem = new FieldProblem(field, message);
        return new ProblemException(code, field + ": " + message, List.of(problem), Optional.empty());
    }

    /** Refuses the request for several fields of it, at least one. */
    public static ProblemException ofFields(List<FieldProblem> problems) {
        var first = problems.getFirst();
        var message = first.field() + ": " + first.message();
        return new ProblemException(
                CommonError.VALIDATION_FAILED,
                problems.size() == 1 ? message : message + " (and " + (problems.size() - 1) + " more)",
                List.copyOf(problems),
                Optional.empty());
    }

    /** Refuses the request for now. */
    public static ProblemException retryLater(ErrorCode code, String message, Duration retryAfter) {
        return new ProblemException(code, message, List.of(), Optional.of(retryAfter));
    }

    /** Answers that there is no such thing, whether it is absent or another tenant's. */
    public static ProblemException notFound() {
        return of(CommonError.NOT_FOUND, "Not found");
    }

    public ErrorCode code() {
        return code;
    }

    public List<FieldProblem> problems() {
        return problems;
    }

    /** Returns after what time the caller may try again, where that is known. */
    public Optional<Duration> retryAfter() {
        return retryAfter;
    }
}
