package io.parley.sandbox.account;

import org.jspecify.annotations.Nullable;

/**
 * A business phone number. One that was defined answers to its own token and signs with its own secret; one that came
 * into being by being asked for answers to any plausible token and uses the sandbox's secret.
 */
public record BusinessNumber(
        String id,
        DisplayNumber display,
        String verifiedName,
        String businessAccountId,
        boolean defined,
        @Nullable Credential accessToken,
        @Nullable Credential appSecret,
        @Nullable Integer messagesPerSecond) {

    private static final int HIGH_THROUGHPUT = 1000;
    private static final int COEXISTENCE_THROUGHPUT = 20;

    /** The number that an id of digits stands for when nobody defined it: always the same for the same id. */
    public static BusinessNumber openFor(String id) {
        var businessAccount = "1" + String.format("%014d", Hash.of("waba" + id) % 100_000_000_000_000L);
        return new BusinessNumber(
                id, DisplayNumber.derivedFrom(id), "Sandbox Business", businessAccount, false, null, null, null);
    }

    BusinessNumber inBusinessAccount(String account) {
        return new BusinessNumber(
                id, display, verifiedName, account, defined, accessToken, appSecret, messagesPerSecond);
    }

    public String throughputLevel() {
        return messagesPerSecond != null && messagesPerSecond >= HIGH_THROUGHPUT ? "HIGH" : "STANDARD";
    }

    /** Whether the number is used in the WhatsApp Business app as well, which is what 20 messages a second mean. */
    public boolean isOnBusinessApp() {
        return messagesPerSecond != null && messagesPerSecond == COEXISTENCE_THROUGHPUT;
    }
}
