package io.parley.auth.token;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;

/** Says in one line, instead of a stack trace, which secret keeps the service from starting. */
@Order(Ordered.HIGHEST_PRECEDENCE)
class SecretRejectedAnalyzer extends AbstractFailureAnalyzer<SecretRejected> {

    @Override
    protected FailureAnalysis analyze(Throwable rootFailure, SecretRejected cause) {
        return new FailureAnalysis(cause.getMessage(), "Set the environment variable to a long random text.", cause);
    }
}
