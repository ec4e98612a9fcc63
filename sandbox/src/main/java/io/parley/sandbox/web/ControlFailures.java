package io.parley.sandbox.web;

import io.parley.sandbox.behaviour.InvalidSetting;
import java.util.List;
import org.springframework.http.ResponseEntity;
import org.springframework.web.HttpRequestMethodNotSupportedException;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.servlet.resource.NoResourceFoundException;

/** Answers what the control doors refuse, in the envelope that Parley's own API uses. */
@RestControllerAdvice
class ControlFailures {

    @ExceptionHandler
    ResponseEntity<Refusal> invalid(InvalidSetting refusal) {
        var message = String.valueOf(refusal.getMessage());
        var text = refusal.field() + ": " + message;
        var errors = List.of(new FieldError(refusal.field(), message));
        return ResponseEntity.badRequest().body(new Refusal(false, text, "VALIDATION_FAILED", errors));
    }

    @ExceptionHandler
    ResponseEntity<Refusal> tooLarge(RequestTooLarge refusal) {
        return ResponseEntity.status(413)
                .body(new Refusal(false, String.valueOf(refusal.getMessage()), "TOO_LARGE", List.of()));
    }

    @ExceptionHandler
    ResponseEntity<Refusal> unknown(NoResourceFoundException missing) {
        return ResponseEntity.status(404)
                .body(new Refusal(false, "No such path; Graph paths begin with /v25.0", "NOT_FOUND", List.of()));
    }

    @ExceptionHandler
    ResponseEntity<Refusal> method(HttpRequestMethodNotSupportedException refusal) {
        return ResponseEntity.status(405)
                .body(new Refusal(false, String.valueOf(refusal.getMessage()), "METHOD_NOT_ALLOWED", List.of()));
    }

    record Refusal(boolean success, String message, String code, List<FieldError> errors) {}

    record FieldError(String field, String message) {}
}
