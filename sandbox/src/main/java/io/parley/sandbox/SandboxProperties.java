package io.parley.sandbox;

import java.net.URI;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/** What is fixed when the sandbox starts; {@code sandbox.yaml} explains each. */
@ConfigurationProperties("sandbox")
public record SandboxProperties(
        @DefaultValue("http://127.0.0.1:3000/api/webhook") URI webhookUrl,
        @DefaultValue("sandbox-app-secret") String appSecret,
        @DefaultValue("100000000000001") String appId,
        @DefaultValue("100000") int ledgerSends,
        @DefaultValue("64MB") DataSize ledgerBodies,
        @DefaultValue("100000") int pendingWebhooks,
        @DefaultValue("16") int concurrentWebhooks,
        @DefaultValue("10000") int numbers,
        @DefaultValue("50000") int customers,
        @DefaultValue("1GB") DataSize media) {

    public SandboxProperties {
        if (appSecret.isBlank()) {
            throw new IllegalArgumentException("sandbox.app-secret: blank (expected: the app secret of the receiver)");
        }
        if (ledgerSends < 1 || pendingWebhooks < 1 || concurrentWebhooks < 1 || numbers < 1 || customers < 1) {
            throw new IllegalArgumentException("sandbox: every capacity must be at least 1");
        }
    }

    @Override
    public String toString() {
        return "SandboxProperties[webhookUrl=" + webhookUrl + ", appSecret=***]";
    }
}
