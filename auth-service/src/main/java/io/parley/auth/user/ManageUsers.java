package io.parley.auth.user;

import io.parley.auth.AuthError;
import io.parley.auth.account.Accounts;
import io.parley.auth.account.CurrentRole;
import io.parley.auth.account.SessionsInvalidated;
import io.parley.auth.account.User;
import io.parley.auth.account.UserEvents;
import io.parley.auth.audit.Actor;
import io.parley.auth.audit.AuditLog;
import io.parley.contract.Role;
import io.parley.kit.web.ProblemException;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * Adds, changes and removes users. An ADMIN manages AGENTs only, an OWNER everyone, and an active OWNER always remains.
 * Someone who is disabled or removed loses their sessions.
 */
@Component
@Transactional
class ManageUsers {

    private final UserTable users;
    private final Accounts accounts;
    private final CurrentRole roles;
    private final News news;

    /** Who is told of a change. */
    @Component
    record News(UserEvents events, AuditLog audit, ApplicationEventPublisher features) {}

    ManageUsers(UserTable users, Accounts accounts, CurrentRole roles, News news) {
        this.users = users;
        this.accounts = accounts;
        this.roles = roles;
        this.news = news;
    }

    void add(Actor actor, User user, String passwordHash) {
        users.lock(user.tenant());
        refuseBeyondRole(actor, user.role(), user.role());
        accounts.add(user, passwordHash);
        news.events().changed(user, user.createdAt());
        record(actor, "USER_CREATED", user, Map.of("role", user.role()));
    }

    User change(Actor actor, UUID id, UserChange change, Instant now) {
        var before = lockAndFind(actor, id);
        var after = change.applyTo(before);
        refuseBeyondRole(actor, before.role(), after.role());
        if (after.equals(before)) {
            return before;
        }
        users.write(after, now);
        refuseWithoutOwner(before);
        if (!after.active()) {
            news.features().publishEvent(new SessionsInvalidated(after.tenant(), after.id()));
        }
        news.events().changed(after, now);
        record(actor, "USER_CHANGED", after, UserChange.between(before, after));
        return after;
    }

    void remove(Actor actor, UUID id, Instant now) {
        var user = lockAndFind(actor, id);
        refuseBeyondRole(actor, user.role(), user.role());
        users.delete(user);
        refuseWithoutOwner(user);
        news.features().publishEvent(new SessionsInvalidated(user.tenant(), user.id()));
        news.events().changed(user.deleted(), now);
        record(actor, "USER_DELETED", user, Map.of("name", user.name().value()));
    }

    private User lockAndFind(Actor actor, UUID id) {
        var tenant = actor.caller().tenant();
        users.lock(tenant);
        return accounts.user(tenant, id).orElseThrow(ProblemException::notFound);
    }

    private void refuseBeyondRole(Actor actor, Role before, Role after) {
        var own = roles.of(actor.caller());
        var allowed = own == Role.OWNER || (own == Role.ADMIN && before == Role.AGENT && after == Role.AGENT);
        if (!allowed) {
            throw CurrentRole.forbidden();
        }
    }

    private void refuseWithoutOwner(User before) {
        if (before.role() == Role.OWNER && users.countActiveOwners(before.tenant()) == 0) {
            throw ProblemException.of(
                    AuthError.LAST_OWNER, "This is the last active owner; make somebody else one first");
        }
    }

    private void record(Actor actor, String action, User user, Map<String, ?> details) {
        news.audit().record(actor, new AuditLog.Change(action, "user", user.id(), details));
    }
}
