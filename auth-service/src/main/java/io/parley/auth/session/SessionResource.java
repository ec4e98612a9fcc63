package io.parley.auth.session;

import io.parley.auth.account.Tenant;
import io.parley.auth.account.User;
import io.parley.contract.Role;
import io.parley.contract.TenantId;
import java.util.UUID;

/** The answer to a sign-in. */
record SessionResource(UserView user, TenantView tenant, String token, String refreshToken) {

    static SessionResource of(Session session) {
        return new SessionResource(
                UserView.of(session.user()),
                TenantView.of(session.tenant()),
                session.tokens().token(),
                session.tokens().refreshToken());
    }

    /** The user as they see themselves. */
    record UserView(UUID id, String email, String name, Role role) {

        static UserView of(User user) {
            return new UserView(user.id(), user.email().value(), user.name().value(), user.role());
        }
    }

    /** The user's tenant. */
    record TenantView(TenantId id, String name) {

        static TenantView of(Tenant tenant) {
            return new TenantView(tenant.id(), tenant.name());
        }
    }

    /** The answer to GET /me. */
    record Me(UserView user, TenantView tenant) {}

    @Override
    public String toString() {
        return "SessionResource[" + user.id() + "]";
    }
}
