package io.parley.auth.settings;

import io.parley.kit.http.PartnerProperties;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Pattern;
import java.net.URI;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * How settings are checked and shown.
 *
 * @param publicUrl where the world reaches Parley; the webhook's callback URL begins with it
 * @param graphUrl Meta's Graph API
 * @param responseTimeout of one call to it
 * @param concurrency most calls to it at a time
 * @param pages most pages of a business account's numbers that are looked through
 */
@Validated
@ConfigurationProperties("parley.settings")
record SettingsProperties(
        @DefaultValue("http://localhost:3000") URI publicUrl,
        @DefaultValue("https://graph.facebook.com") URI graphUrl,

        @DefaultValue("v25.0") @Pattern(regexp = "v[0-9]{1,3}\\.[0-9]")
        String graphVersion,

        @DefaultValue("2s") Duration connectTimeout,
        @DefaultValue("10s") Duration responseTimeout,
        @DefaultValue("20") @Min(1) @Max(1000) int concurrency,
        @DefaultValue("50") @Min(1) @Max(1000) int pages) {

    /** Returns the URL that Meta is to call. */
    String callbackUrl() {
        return publicUrl.toString().replaceAll("/+$", "") + "/api/webhook";
    }

    PartnerProperties partner() {
        return new PartnerProperties("GraphApi/settings", graphUrl, connectTimeout, responseTimeout, concurrency);
    }
}
