package io.parley.template.rule;

import io.parley.contract.TemplateChanged.ParameterFormat;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * A template as somebody wants it.
 *
 * @param components Meta's own objects; examples may be left out
 * @param parameterFormat as the variables themselves say where it is left out
 * @param businessAccountId one of the tenant's; that of the default number where it is left out
 */
public record TemplateRequest(
        @Nullable String name,
        @Nullable String category,
        @Nullable String language,
        @Nullable JsonNode components,
        @Nullable ParameterFormat parameterFormat,
        @Nullable Integer messageSendTtlSeconds,
        @Nullable String businessAccountId) {}
