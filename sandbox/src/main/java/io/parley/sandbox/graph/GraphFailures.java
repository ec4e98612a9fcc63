package io.parley.sandbox.graph;

import io.parley.sandbox.meta.GraphError;
import io.parley.sandbox.meta.GraphException;
import io.parley.sandbox.web.RequestTooLarge;
import io.parley.sandbox.web.ResettableConnection;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;

/** Turns the ways a Graph request can end early into what the caller sees. */
@RestControllerAdvice(basePackageClasses = GraphFailures.class)
class GraphFailures {

    private static final String PAGE = """
            <!DOCTYPE html>
            <html lang="en"><head><title>Facebook | Error</title></head>
            <body><h1>Sorry, something went wrong.</h1><p>We're working on it and we'll get it fixed as soon as we can.</p>
            </body></html>
            """;

    private final GraphAnswers answers;

    GraphFailures(GraphAnswers answers) {
        this.answers = answers;
    }

    @ExceptionHandler
    ResponseEntity<byte[]> refused(GraphException refusal) {
        return answers.error(refusal.error());
    }

    @ExceptionHandler
    ResponseEntity<byte[]> tooLarge(RequestTooLarge refusal) {
        return answers.error(
                GraphError.parameter(String.valueOf(refusal.getMessage())).withHttpStatus(413));
    }

    @ExceptionHandler
    ResponseEntity<String> garbage(GarbageAnswer garbage) {
        return ResponseEntity.status(garbage.httpStatus())
                .header(HttpHeaders.CONTENT_TYPE, "text/html; charset=utf-8")
                .body(PAGE);
    }

    /** Taking the response without using it tells Spring that there is nothing more to write. */
    @ExceptionHandler
    void reset(ConnectionReset reset, HttpServletRequest request, HttpServletResponse unused) {
        ResettableConnection.of(request).reset();
    }
}
