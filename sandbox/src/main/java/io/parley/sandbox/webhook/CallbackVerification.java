package io.parley.sandbox.webhook;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.web.util.UriUtils;

/** Asks a callback URL to prove that it knows its verify token, as Meta does when one is set. */
@Component
public class CallbackVerification {

    private final WebhookClient client = new WebhookClient();
    private final RandomGenerator random;

    CallbackVerification(RandomGenerator random) {
        this.random = random;
    }

    /** Verified only by status 200 and exactly the challenge. */
    public Outcome verify(URI callback, String verifyToken) {
        var challenge = Integer.toString(random.nextInt(100_000_000, 2_000_000_000));
        var separator = callback.getRawQuery() == null ? "?" : "&";
        var url = URI.create(callback + separator + "hub.mode=subscribe&hub.challenge=" + challenge
                + "&hub.verify_token=" + UriUtils.encode(verifyToken, StandardCharsets.UTF_8));
        var request = HttpRequest.newBuilder(url)
                .timeout(Duration.ofSeconds(10))
                .header("User-Agent", "facebookplatform/1.0 (+http://developers.facebook.com)")
                .GET()
                .build();
        try {
            var answer = client.get(request);
            var verified = answer.statusCode() == 200 && answer.body().equals(challenge);
            var reason =
                    verified ? null : "HTTP Status Code = " + answer.statusCode() + "; the challenge was not echoed";
            return new Outcome(verified, answer.statusCode(), reason);
        } catch (IOException unreachable) {
            return new Outcome(false, null, String.valueOf(unreachable.getMessage()));
        }
    }

    /** Whether the callback proved itself, and what it answered. */
    public record Outcome(
            boolean verified,
            @Nullable Integer webhookStatus,
            @Nullable String reason) {}
}
