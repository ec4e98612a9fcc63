package io.parley.messaging;

import io.parley.contract.EventTypes;
import io.parley.contract.TemplateChanged;
import io.parley.contract.TemplateChanged.ParameterFormat;
import io.parley.contract.Topics;
import io.parley.kit.event.Event;
import io.parley.kit.json.Json;
import io.parley.testkit.TestTenant;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.type.TypeReference;

/** Records of template-changed as template-service writes them. */
final class TemplateFixtures {

    static final Instant NOON = Instant.parse("2026-01-05T12:00:00Z");

    static final String GREETING = "[{\"type\":\"BODY\",\"text\":\"Hi {{1}}, your code {{2}} is ready.\"}]";

    private TemplateFixtures() {}

    /** An approved UTILITY template with positional variables, as it was at noon. */
    static TemplateChanged template(TestTenant tenant, String name, String language, String components) {
        return new TemplateChanged(
                UUID.randomUUID(),
                tenant.id(),
                MessagingTest.ACCOUNT,
                name,
                language,
                "UTILITY",
                "APPROVED",
                components.contains("{{1}}") ? ParameterFormat.POSITIONAL : ParameterFormat.NAMED,
                Json.events().readValue(components, new TypeReference<List<Map<String, Object>>>() {}),
                null,
                "GREEN",
                NOON,
                false);
    }

    static TemplateChanged being(
            TemplateChanged one, String category, String status, @Nullable String reason, int minute) {
        return new TemplateChanged(
                one.id(),
                one.tenantId(),
                one.businessAccountId(),
                one.name(),
                one.language(),
                category,
                status,
                one.parameterFormat(),
                one.components(),
                reason,
                one.quality(),
                NOON.plusSeconds(60L * minute),
                false);
    }

    static TemplateChanged ofAccount(TemplateChanged one, String businessAccountId) {
        return new TemplateChanged(
                one.id(),
                one.tenantId(),
                businessAccountId,
                one.name(),
                one.language(),
                one.category(),
                one.status(),
                one.parameterFormat(),
                one.components(),
                one.rejectionReason(),
                one.quality(),
                one.updatedAt(),
                false);
    }

    static TemplateChanged deleted(TemplateChanged one, int minute) {
        return new TemplateChanged(
                one.id(),
                one.tenantId(),
                one.businessAccountId(),
                one.name(),
                one.language(),
                one.category(),
                one.status(),
                one.parameterFormat(),
                one.components(),
                one.rejectionReason(),
                one.quality(),
                NOON.plusSeconds(60L * minute),
                true);
    }

    static Event event(TemplateChanged change) {
        return Event.of(
                        Topics.TEMPLATE_CHANGED,
                        EventTypes.TEMPLATE_CHANGED,
                        UUID.randomUUID(),
                        change.tenantId(),
                        change.id())
                .carrying(change);
    }
}
