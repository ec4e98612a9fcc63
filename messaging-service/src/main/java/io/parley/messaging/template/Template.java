package io.parley.messaging.template;

import io.parley.contract.TemplateChanged.ParameterFormat;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A message template of a tenant.
 *
 * @param language Meta's code, with an underscore
 * @param category MARKETING, UTILITY or AUTHENTICATION
 * @param status Meta's word
 * @param components Meta's own objects
 */
public record Template(
        String name,
        String language,
        String category,
        String status,
        ParameterFormat parameterFormat,
        List<Map<String, Object>> components,
        @Nullable String rejectionReason) {

    /** Tells whether it may be sent at all. */
    public boolean isApproved() {
        return status.equals("APPROVED");
    }

    public boolean isMarketing() {
        return category.equals("MARKETING");
    }

    public boolean isAuthentication() {
        return category.equals("AUTHENTICATION");
    }
}
