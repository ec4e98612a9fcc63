package io.parley.kit.web;

import org.springframework.http.HttpStatus;

/** A refusal that callers can rely on. Each service lists its own in an enum; the constant's name is the code. */
public interface ErrorCode {

    /** Returns the stable code, UPPER_SNAKE. */
    String name();

    /** Returns the HTTP status that goes with it. */
    HttpStatus status();
}
