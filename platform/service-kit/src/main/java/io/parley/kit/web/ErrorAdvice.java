package io.parley.kit.web;

import io.micrometer.core.instrument.MeterRegistry;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.TypeMismatchException;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.dao.QueryTimeoutException;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.core.AuthenticationException;
import org.springframework.transaction.CannotCreateTransactionException;
import org.springframework.validation.FieldError;
import org.springframework.validation.ObjectError;
import org.springframework.web.ErrorResponse;
import org.springframework.web.bind.MethodArgumentNotValidException;
import org.springframework.web.bind.MissingServletRequestParameterException;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.method.annotation.HandlerMethodValidationException;
import org.springframework.web.method.annotation.MethodArgumentTypeMismatchException;
import org.springframework.web.multipart.MaxUploadSizeExceededException;
import org.springframework.web.multipart.MultipartException;
import org.springframework.web.multipart.support.MissingServletRequestPartException;

/** Turns every exception into the error envelope. What was not foreseen is a 500 that says only its request id. */
@RestControllerAdvice
class ErrorAdvice {

    private static final Logger log = LoggerFactory.getLogger(ErrorAdvice.class);

    private final ErrorWriter writer;
    private final MeterRegistry metrics;

    ErrorAdvice(ErrorWriter writer, MeterRegistry metrics) {
        this.writer = writer;
        this.metrics = metrics;
    }

    @ExceptionHandler
    ResponseEntity<ErrorEnvelope> on(ProblemException problem, HttpServletRequest request) {
        var headers = new HttpHeaders();
        problem.retryAfter()
                .ifPresent(
                        after -> headers.set(HttpHeaders.RETRY_AFTER, String.valueOf(Math.max(1, after.toSeconds()))));
        var problems = problem.problems().isEmpty() ? null : problem.problems();
        return answer(request, problem.code(), messageOf(problem), problems, problem, headers);
    }

    @ExceptionHandler
    ResponseEntity<ErrorEnvelope> on(MethodArgumentNotValidException invalid, HttpServletRequest request) {
        var problems = invalid.getBindingResult().getAllErrors().stream()
                .map(ErrorAdvice::problem)
                .toList();
        return refuse(request, problems, invalid);
    }

    @ExceptionHandler
    ResponseEntity<ErrorEnvelope> on(HandlerMethodValidationException invalid, HttpServletRequest request) {
        var problems = invalid.getParameterValidationResults().stream()
                .flatMap(result -> result.getResolvableErrors().stream()
                        .map(error -> new FieldProblem(
                                String.valueOf(result.getMethodParameter().getParameterName()),
                                String.valueOf(error.getDefaultMessage()))))
                .toList();
        return refuse(request, problems, invalid);
    }

    @ExceptionHandler
    ResponseEntity<ErrorEnvelope> on(MethodArgumentTypeMismatchException mismatch, HttpServletRequest request) {
        var message = UnreadableBody.expectation(mismatch.getRequiredType());
        return refuse(request, List.of(new FieldProblem(mismatch.getName(), message)), mismatch);
    }

    @ExceptionHandler
    ResponseEntity<ErrorEnvelope> on(MissingServletRequestParameterException missing, HttpServletRequest request) {
        return refuse(request, List.of(new FieldProblem(missing.getParameterName(), "is required")), missing);
    }

    @ExceptionHandler
    ResponseEntity<ErrorEnvelope> on(MissingServletRequestPartException missing, HttpServletRequest request) {
        return refuse(request, List.of(new FieldProblem(missing.getRequestPartName(), "is required")), missing);
    }

    @ExceptionHandler
    ResponseEntity<ErrorEnvelope> on(MultipartException unreadable, HttpServletRequest request) {
        var code = unreadable instanceof MaxUploadSizeExceededException
                ? CommonError.PAYLOAD_TOO_LARGE
                : CommonError.MALFORMED_REQUEST;
        var message = code == CommonError.PAYLOAD_TOO_LARGE
                ? "The body is larger than is allowed here"
                : "The body is not readable multipart/form-data";
        return answer(request, code, message, null, unreadable, new HttpHeaders());
    }

    @ExceptionHandler
    ResponseEntity<ErrorEnvelope> on(HttpMessageNotReadableException unreadable, HttpServletRequest request) {
        return switch (UnreadableBody.of(unreadable)) {
            case UnreadableBody.TooLarge(var message) ->
                answer(request, CommonError.PAYLOAD_TOO_LARGE, message, null, unreadable, new HttpHeaders());
            case UnreadableBody.BadField(var problem) -> refuse(request, List.of(problem), unreadable);
            case UnreadableBody.Malformed() ->
                answer(
                        request,
                        CommonError.MALFORMED_REQUEST,
                        "The body is not readable JSON",
                        null,
                        unreadable,
                        new HttpHeaders());
        };
    }

    @ExceptionHandler({
        DataAccessResourceFailureException.class,
        CannotCreateTransactionException.class,
        QueryTimeoutException.class
    })
    ResponseEntity<ErrorEnvelope> onOutage(
            RuntimeException outage, HttpServletRequest request, HttpServletResponse response) {
        if (response.isCommitted()) {
            throw outage;
        }
        log.warn("request {} met an outage: {}", RequestId.of(request), outage.toString());
        var headers = new HttpHeaders();
        headers.set(HttpHeaders.RETRY_AFTER, "1");
        return answer(
                request, CommonError.SERVICE_UNAVAILABLE, "Temporarily unavailable, try again", null, outage, headers);
    }

    @ExceptionHandler
    ResponseEntity<ErrorEnvelope> on(BodyTooLarge tooLarge, HttpServletRequest request) {
        return answer(request, CommonError.PAYLOAD_TOO_LARGE, messageOf(tooLarge), null, tooLarge, new HttpHeaders());
    }

    /** An answer that has begun cannot become another; that it breaks off tells the caller that it is not whole. */
    @ExceptionHandler
    ResponseEntity<ErrorEnvelope> on(Exception exception, HttpServletRequest request, HttpServletResponse response)
            throws Exception {
        if (response.isCommitted()
                || exception instanceof AccessDeniedException
                || exception instanceof AuthenticationException) {
            throw exception;
        }
        if (exception instanceof ErrorResponse known) {
            var code = CommonError.of(HttpStatus.valueOf(known.getStatusCode().value()));
            var message = code == CommonError.NOT_FOUND ? "Not found" : reason(code);
            return answer(request, code, message, null, exception, known.getHeaders());
        }
        log.error("request {} failed", RequestId.of(request), exception);
        return answer(
                request,
                CommonError.INTERNAL_ERROR,
                "Something went wrong; quote the request id when you report it",
                null,
                exception,
                new HttpHeaders());
    }

    private static FieldProblem problem(ObjectError error) {
        if (!(error instanceof FieldError field)) {
            return new FieldProblem(error.getObjectName(), String.valueOf(error.getDefaultMessage()));
        }
        var message = field.isBindingFailure() && field.contains(TypeMismatchException.class)
                ? UnreadableBody.expectation(
                        field.unwrap(TypeMismatchException.class).getRequiredType())
                : String.valueOf(field.getDefaultMessage());
        return new FieldProblem(field.getField(), message);
    }

    private ResponseEntity<ErrorEnvelope> refuse(
            HttpServletRequest request, List<FieldProblem> problems, Exception cause) {
        var message = problems.isEmpty()
                ? "The request is not valid"
                : problems.getFirst().field() + ": " + problems.getFirst().message();
        return answer(request, CommonError.VALIDATION_FAILED, message, problems, cause, new HttpHeaders());
    }

    private ResponseEntity<ErrorEnvelope> answer(
            HttpServletRequest request,
            ErrorCode code,
            String message,
            @Nullable List<FieldProblem> problems,
            Exception cause,
            HttpHeaders headers) {
        metrics.counter("parley.web.errors", "code", code.name()).increment();
        return ResponseEntity.status(code.status())
                .headers(headers)
                .body(writer.envelope(request, code, message, problems, cause));
    }

    private static String messageOf(Exception exception) {
        return String.valueOf(exception.getMessage());
    }

    private static String reason(ErrorCode code) {
        return code.status().getReasonPhrase();
    }
}
