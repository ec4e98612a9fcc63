package io.parley.kit.web;

import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletRequest;
import org.springframework.boot.webmvc.error.ErrorController;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Answers what the servlet container gave up on its own, in the same envelope as everything else. */
@RestController
class FallbackErrorController implements ErrorController {

    private final ErrorWriter writer;

    FallbackErrorController(ErrorWriter writer) {
        this.writer = writer;
    }

    @RequestMapping("/error")
    ResponseEntity<ErrorEnvelope> error(HttpServletRequest request) {
        var status = request.getAttribute(RequestDispatcher.ERROR_STATUS_CODE);
        var resolved = status instanceof Integer number ? HttpStatus.resolve(number) : null;
        var code = CommonError.of(resolved == null ? HttpStatus.NOT_FOUND : resolved);
        return ResponseEntity.status(code.status())
                .body(writer.envelope(request, code, code.status().getReasonPhrase(), null, null));
    }
}
