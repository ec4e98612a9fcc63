package io.parley.contract;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A message template of a tenant as it is now, or that it is gone.
 *
 * @param businessAccountId the WABA that it belongs to
 * @param language Meta's code, such as {@code en_GB}
 * @param category MARKETING, UTILITY or AUTHENTICATION
 * @param status Meta's word; only APPROVED ones may be sent
 * @param components Meta's own objects
 * @param deleted the rest is as it last was
 */
@SuppressWarnings("RecordComponentNumber")
@JsonInclude(JsonInclude.Include.NON_NULL)
public record TemplateChanged(
        UUID id,
        TenantId tenantId,
        String businessAccountId,
        String name,
        String language,
        String category,
        String status,
        ParameterFormat parameterFormat,
        List<Map<String, Object>> components,
        @Nullable String rejectionReason,
        @Nullable String quality,
        Instant updatedAt,
        boolean deleted) {

    public TemplateChanged {
        components = components.stream().map(Collections::unmodifiableMap).toList();
    }

    /** How the variables of a template are named. */
    public enum ParameterFormat {
        POSITIONAL,
        NAMED
    }
}
