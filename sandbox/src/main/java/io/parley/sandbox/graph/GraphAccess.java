package io.parley.sandbox.graph;

import io.parley.sandbox.SandboxProperties;
import io.parley.sandbox.account.Accounts;
import io.parley.sandbox.account.BusinessNumber;
import io.parley.sandbox.meta.GraphError;
import io.parley.sandbox.meta.GraphException;
import io.parley.sandbox.meta.WebhookSignature;
import io.parley.sandbox.web.QueryParameter;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Decides whose request this is. Any plausible token opens an open number; a defined one opens to its own alone. */
@Component
class GraphAccess {

    private static final Pattern PLAUSIBLE = Pattern.compile("(?=.*[A-Za-z0-9])[\\x21-\\x7e]{1,2000}");
    private static final int EXPIRED_SUBCODE = 463;

    private final Accounts accounts;
    private final SandboxProperties properties;

    GraphAccess(Accounts accounts, SandboxProperties properties) {
        this.accounts = accounts;
        this.properties = properties;
    }

    /** The number of this id, if the request may use it. */
    BusinessNumber number(HttpServletRequest request, String id) {
        var token = token(request);
        var number = accounts.number(id)
                .orElseThrow(() -> new GraphException(GraphError.unknownObject(request.getMethod(), id)));
        if (number.accessToken() != null && !number.accessToken().matches(token)) {
            throw refused();
        }
        checkProof(request, token, number);
        accounts.lookedUp(number, token);
        return number;
    }

    /** The access token of the request, if it looks like one that is valid. */
    String token(HttpServletRequest request) {
        var token = presented(request);
        if (token == null) {
            throw new GraphException(GraphError.token("Authentication Error", null));
        }
        checkPlausible(token);
        return token;
    }

    void checkPlausible(String token) {
        var lower = token.toLowerCase(Locale.ROOT);
        if (lower.startsWith("expired")) {
            throw new GraphException(GraphError.token(
                    "Error validating access token: Session has expired on Thursday, 01-Jan-26 00:00:00 PST.",
                    EXPIRED_SUBCODE));
        }
        if (lower.startsWith("invalid") || !PLAUSIBLE.matcher(token).matches()) {
            throw refused();
        }
    }

    @Nullable
    String presented(HttpServletRequest request) {
        var header = request.getHeader("Authorization");
        if (header == null) {
            return QueryParameter.of(request, "access_token");
        }
        var space = header.indexOf(' ');
        var scheme = space < 0 ? "" : header.substring(0, space);
        if (!"bearer".equalsIgnoreCase(scheme) && !"oauth".equalsIgnoreCase(scheme)) {
            return null;
        }
        var token = header.substring(space + 1).strip();
        return token.isEmpty() ? null : token;
    }

    static GraphException refused() {
        return new GraphException(GraphError.token("Invalid OAuth access token - Cannot parse access token", null));
    }

    private void checkProof(HttpServletRequest request, String token, BusinessNumber number) {
        var proof = QueryParameter.of(request, "appsecret_proof");
        if (proof == null) {
            return;
        }
        var secret = number.appSecret() == null
                ? properties.appSecret()
                : number.appSecret().value();
        if (!WebhookSignature.proof(token, secret).equals(proof)) {
            throw new GraphException(GraphError.parameter("Invalid appsecret_proof provided in the API argument"));
        }
    }
}
