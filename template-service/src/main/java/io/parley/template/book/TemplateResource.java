package io.parley.template.book;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.parley.contract.TemplateChanged.ParameterFormat;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ArrayNode;

/** A template as the API shows it. */
@SuppressWarnings("RecordComponentNumber")
@JsonInclude(JsonInclude.Include.NON_NULL)
public record TemplateResource(
        UUID id,
        String name,
        String category,
        String language,
        ParameterFormat parameterFormat,
        ArrayNode components,
        String status,
        @Nullable String rejectionReason,
        @Nullable String quality,
        String businessAccountId,
        @Nullable String whatsappId,
        Instant createdAt,
        Instant updatedAt) {

    /** Shows {@code template}. */
    public static TemplateResource of(Template template) {
        return new TemplateResource(
                template.id(),
                template.key().name(),
                template.category(),
                template.key().language(),
                template.form().parameterFormat(),
                template.form().components(),
                template.standing().status(),
                template.standing().rejectionReason(),
                template.standing().quality(),
                template.key().businessAccountId(),
                template.metaId(),
                template.times().createdAt(),
                template.times().updatedAt());
    }
}
