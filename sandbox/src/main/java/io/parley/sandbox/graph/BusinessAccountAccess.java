package io.parley.sandbox.graph;

import io.parley.sandbox.account.Accounts;
import io.parley.sandbox.meta.GraphError;
import io.parley.sandbox.meta.GraphException;
import jakarta.servlet.http.HttpServletRequest;
import org.springframework.stereotype.Component;

/** The way into a business account: any plausible token, for an id that is not that of a number. */
@Component
class BusinessAccountAccess {

    private final GraphAccess access;
    private final Accounts accounts;
    private final Spoiler spoiler;

    BusinessAccountAccess(GraphAccess access, Accounts accounts, Spoiler spoiler) {
        this.access = access;
        this.accounts = accounts;
        this.spoiler = spoiler;
    }

    /** The token of the request; ends it where a fault, the token or the id says so. */
    String check(HttpServletRequest request, String id) {
        spoiler.lookup(id);
        var token = access.token(request);
        if (!Accounts.isId(id) || accounts.isNumber(id)) {
            throw new GraphException(GraphError.unknownObject(request.getMethod(), id));
        }
        accounts.remember(id);
        return token;
    }
}
