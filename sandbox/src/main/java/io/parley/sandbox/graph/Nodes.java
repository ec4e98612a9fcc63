package io.parley.sandbox.graph;

import io.parley.sandbox.account.BusinessNumber;
import io.parley.sandbox.behaviour.CurrentBehaviour;
import io.parley.sandbox.meta.MetaJson;
import io.parley.sandbox.webhook.Subscriptions;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.databind.node.ObjectNode;

/** Numbers and business accounts as nodes of the graph. */
@Component
class Nodes {

    static final Set<String> ONLY_OF_BUSINESS_ACCOUNT = Set.of(
            "name",
            "timezone_id",
            "currency",
            "account_review_status",
            "business_verification_status",
            "message_template_namespace",
            "country",
            "ownership_type");

    private static final List<String> NUMBER_DEFAULTS = List.of(
            "verified_name",
            "code_verification_status",
            "display_phone_number",
            "quality_rating",
            "platform_type",
            "throughput");
    private static final List<String> ACCOUNT_DEFAULTS = List.of("name", "timezone_id", "message_template_namespace");

    private final CurrentBehaviour behaviour;
    private final Subscriptions subscriptions;

    Nodes(CurrentBehaviour behaviour, Subscriptions subscriptions) {
        this.behaviour = behaviour;
        this.subscriptions = subscriptions;
    }

    ObjectNode number(BusinessNumber number, @Nullable String fields) {
        var node = MetaJson.object();
        node.put("id", number.id());
        node.put("display_phone_number", number.display().formatted());
        node.put("verified_name", number.verifiedName());
        node.put("name_status", "APPROVED");
        node.put("code_verification_status", "VERIFIED");
        node.put("quality_rating", "GREEN");
        node.put("status", "CONNECTED");
        node.put("platform_type", "CLOUD_API");
        node.putObject("throughput").put("level", number.throughputLevel());
        node.put("is_on_biz_app", number.isOnBusinessApp());
        node.put("account_mode", "LIVE");
        node.put("is_official_business_account", false);
        node.put("is_pin_enabled", true);
        node.put("whatsapp_business_manager_messaging_limit", "TIER_UNLIMITED");
        node.put("messaging_limit_tier", "TIER_UNLIMITED");
        node.putObject("quality_score").put("score", "GREEN");
        node.putObject("health_status").put("can_send_message", "AVAILABLE");
        var callbacks = node.putObject("webhook_configuration");
        subscriptions
                .callbackOf(number.businessAccountId())
                .ifPresent(url -> callbacks.put("whatsapp_business_account", url.toString()));
        callbacks.put("application", behaviour.get().webhooks().url().toString());
        return FieldSelection.of(fields, NUMBER_DEFAULTS).from(node, "WhatsAppBusinessPhoneNumber");
    }

    ObjectNode businessAccount(String id, @Nullable String fields) {
        var node = MetaJson.object();
        node.put("id", id);
        node.put("name", "Sandbox Business");
        node.put("timezone_id", "1");
        node.put("currency", "USD");
        node.put("country", "US");
        node.put("ownership_type", "SELF");
        node.put("status", "ACTIVE");
        node.put("account_review_status", "APPROVED");
        node.put("business_verification_status", "verified");
        node.put("message_template_namespace", "sandbox_" + id);
        node.putObject("health_status").put("can_send_message", "AVAILABLE");
        return FieldSelection.of(fields, ACCOUNT_DEFAULTS).from(node, "WhatsAppBusinessAccount");
    }
}
