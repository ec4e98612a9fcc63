package io.parley.kit.api;

import io.swagger.v3.oas.models.Operation;
import org.springdoc.core.customizers.GlobalOperationCustomizer;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.web.method.HandlerMethod;

/** Tells which role an operation needs, as the annotation that enforces it says. */
final class RoleNeeded implements GlobalOperationCustomizer {

    static final String ROLE = "x-role";

    @Override
    public Operation customize(Operation operation, HandlerMethod handler) {
        var rule = AnnotatedElementUtils.findMergedAnnotation(handler.getMethod(), PreAuthorize.class);
        if (rule == null) {
            rule = AnnotatedElementUtils.findMergedAnnotation(handler.getBeanType(), PreAuthorize.class);
        }
        if (rule != null) {
            operation.addExtension(ROLE, rule.value().contains("OWNER") ? "OWNER" : "ADMIN");
        }
        return operation;
    }
}
