package io.parley.sandbox.graph;

import io.parley.sandbox.SandboxProperties;
import io.parley.sandbox.account.Accounts;
import io.parley.sandbox.meta.GraphError;
import io.parley.sandbox.meta.GraphException;
import io.parley.sandbox.meta.MetaJson;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.node.ObjectNode;

/** Tells what a token is worth. An app token must carry a secret the sandbox knows, which is how a secret is proven. */
@RestController
class TokenController {

    private static final List<String> SCOPES = List.of("whatsapp_business_management", "whatsapp_business_messaging");

    private final GraphAccess access;
    private final Accounts accounts;
    private final SandboxProperties properties;
    private final Spoiler spoiler;
    private final GraphAnswers answers;

    TokenController(
            GraphAccess access,
            Accounts accounts,
            SandboxProperties properties,
            Spoiler spoiler,
            GraphAnswers answers) {
        this.access = access;
        this.accounts = accounts;
        this.properties = properties;
        this.spoiler = spoiler;
        this.answers = answers;
    }

    @GetMapping(GraphPath.VERSION + "/debug_token")
    ResponseEntity<byte[]> debug(
            @RequestParam(name = "input_token", required = false) @Nullable String inputToken,
            HttpServletRequest request) {
        spoiler.lookup("debug_token");
        var appId = appOf(access.token(request));
        if (inputToken == null || inputToken.isEmpty()) {
            throw new GraphException(GraphError.missing("input_token"));
        }
        return answers.ok(describe(inputToken, appId));
    }

    private String appOf(String token) {
        var bar = token.indexOf('|');
        if (bar < 0) {
            return properties.appId();
        }
        var secret = token.substring(bar + 1);
        var known = properties.appSecret().equals(secret)
                || accounts.all().stream()
                        .anyMatch(number ->
                                number.appSecret() != null && number.appSecret().matches(secret));
        if (!known) {
            throw new GraphException(GraphError.token("Invalid OAuth access token signature.", null));
        }
        return token.substring(0, bar);
    }

    private ObjectNode describe(String token, String appId) {
        var body = MetaJson.object();
        var data = body.putObject("data");
        try {
            access.checkPlausible(token);
        } catch (GraphException refusal) {
            var error = refusal.error();
            var told = data.putObject("error").put("code", error.code()).put("message", error.message());
            if (error.subcode() != null) {
                told.put("subcode", error.subcode());
            }
            data.put("is_valid", false).putArray("scopes");
            return body;
        }
        data.put("app_id", appId);
        data.put("type", "SYSTEM_USER");
        data.put("application", "Sandbox App");
        data.put("data_access_expires_at", 0);
        data.put("expires_at", 0);
        data.put("is_valid", true);
        var scopes = data.putArray("scopes");
        var granular = data.putArray("granular_scopes");
        SCOPES.forEach(scope -> {
            scopes.add(scope);
            granular.addObject().put("scope", scope);
        });
        data.put("user_id", "122100000000001");
        return body;
    }
}
