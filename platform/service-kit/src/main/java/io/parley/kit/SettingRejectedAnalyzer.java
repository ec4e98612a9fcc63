package io.parley.kit;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;

/** Says in one line, instead of a stack trace, which setting keeps the service from starting. */
@Order(Ordered.HIGHEST_PRECEDENCE)
class SettingRejectedAnalyzer extends AbstractFailureAnalyzer<SettingRejected> {

    @Override
    protected FailureAnalysis analyze(Throwable rootFailure, SettingRejected cause) {
        return new FailureAnalysis(cause.getMessage(), "Correct the environment variable and start again.", cause);
    }
}
