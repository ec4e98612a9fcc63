package io.parley.sandbox.graph;

import io.parley.sandbox.SandboxProperties;
import io.parley.sandbox.meta.GraphError;
import io.parley.sandbox.meta.GraphException;
import io.parley.sandbox.meta.MetaJson;
import io.parley.sandbox.web.RequestBody;
import io.parley.sandbox.webhook.CallbackVerification;
import io.parley.sandbox.webhook.Subscriptions;
import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.node.ObjectNode;

/** Subscribes the app to a business account, perhaps with a callback URL of the account's own. */
@RestController
@RequestMapping(GraphPath.VERSION + "/{id}/subscribed_apps")
class SubscriptionController {

    private static final int MAX_CALLBACK = 200;
    private static final int VERIFICATION_FAILED = 2200;

    private final BusinessAccountAccess access;
    private final Subscriptions subscriptions;
    private final CallbackVerification verification;
    private final SandboxProperties properties;
    private final GraphAnswers answers;

    SubscriptionController(
            BusinessAccountAccess access,
            Subscriptions subscriptions,
            CallbackVerification verification,
            SandboxProperties properties,
            GraphAnswers answers) {
        this.access = access;
        this.subscriptions = subscriptions;
        this.verification = verification;
        this.properties = properties;
        this.answers = answers;
    }

    @GetMapping
    ResponseEntity<byte[]> list(@PathVariable String id, HttpServletRequest request) {
        access.check(request, id);
        var body = MetaJson.object();
        var data = body.putArray("data");
        if (subscriptions.isSubscribed(id)) {
            var app = data.addObject();
            app.putObject("whatsapp_business_api_data")
                    .put("id", properties.appId())
                    .put("name", "Sandbox App")
                    .put("link", "https://www.facebook.com/games/?app_id=" + properties.appId());
            subscriptions.callbackOf(id).ifPresent(url -> app.put("override_callback_uri", url.toString()));
        }
        return answers.ok(body);
    }

    @PostMapping
    ResponseEntity<byte[]> subscribe(@PathVariable String id, HttpServletRequest request) {
        access.check(request, id);
        var body = MetaJson.readObject(RequestBody.read(request)).orElseGet(MetaJson::object);
        if (!body.hasNonNull("override_callback_uri")) {
            subscriptions.subscribe(id, null);
            return answers.success();
        }
        var callback = callback(body);
        var outcome = verification.verify(callback, body.path("verify_token").asString(""));
        if (!outcome.verified()) {
            throw new GraphException(GraphError.of(
                    VERIFICATION_FAILED,
                    "Callback verification failed with the following errors: " + outcome.reason()));
        }
        subscriptions.subscribe(id, callback);
        return answers.success();
    }

    @DeleteMapping
    ResponseEntity<byte[]> unsubscribe(@PathVariable String id, HttpServletRequest request) {
        access.check(request, id);
        subscriptions.unsubscribe(id);
        return answers.success();
    }

    private static URI callback(ObjectNode body) {
        var written = body.path("override_callback_uri").asString("");
        try {
            var url = URI.create(written);
            if (url.getHost() != null && written.length() <= MAX_CALLBACK && written.startsWith("http")) {
                return url;
            }
        } catch (IllegalArgumentException unreadable) {
            throw invalidCallback();
        }
        throw invalidCallback();
    }

    private static GraphException invalidCallback() {
        return new GraphException(GraphError.parameter("Param override_callback_uri must be a valid URI."));
    }
}
