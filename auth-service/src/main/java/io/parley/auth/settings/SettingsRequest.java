package io.parley.auth.settings;

/** What PATCH /api/settings may say; every field of the answer may be sent back. */
record SettingsRequest(
        Change<WhatsappConfig> whatsappConfig, Change<WebhookConfig> webhookConfig, Change<Inbox> inbox) {

    /** The default number. */
    record WhatsappConfig(
            Change<String> phoneNumberId,
            Change<String> accessToken,
            Change<String> businessAccountId,
            Change<String> appSecret,
            Change<String> displayPhoneNumber,
            Change<String> verifiedName,
            Change<String> qualityRating,
            Change<String> status,
            Change<String> statusReason) {}

    /** What Meta calls, and how it proves itself. */
    record WebhookConfig(Change<String> verifyToken, Change<Boolean> enabled, Change<String> callbackUrl) {}

    /** How the inbox behaves. */
    record Inbox(Change<Boolean> enforceWindow) {}
}
