package io.parley.auth.session;

import io.parley.auth.AuthError;
import io.parley.auth.account.Accounts;
import io.parley.auth.account.Accounts.Credentials;
import io.parley.auth.account.NewPassword;
import io.parley.auth.account.PasswordHashing;
import io.parley.auth.account.TenantTransactions;
import io.parley.auth.audit.Actor;
import io.parley.auth.audit.AuditLog;
import io.parley.kit.crypto.Secret;
import io.parley.kit.web.ProblemException;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** Changes one's own password and ends all of one's sessions. */
@Component
class ChangePassword {

    private final TenantTransactions transactions;
    private final Accounts accounts;
    private final PasswordChecks checks;
    private final PasswordHashing passwords;
    private final TokenFamilies families;
    private final ChangeRecord changes;

    /** How a change is put on record. */
    @Component
    record ChangeRecord(AuditLog audit, Clock clock) {}

    ChangePassword(
            TenantTransactions transactions,
            Accounts accounts,
            PasswordChecks checks,
            PasswordHashing passwords,
            TokenFamilies families,
            ChangeRecord changes) {
        this.transactions = transactions;
        this.accounts = accounts;
        this.checks = checks;
        this.passwords = passwords;
        this.families = families;
        this.changes = changes;
    }

    void change(Actor actor, Secret current, NewPassword next) {
        var caller = actor.caller();
        var known = transactions
                .call(caller.tenant(), () -> accounts.credentials(caller.tenant(), caller.user()))
                .filter(credentials -> credentials.user().active())
                .orElseThrow(ProblemException::notFound);
        if (checks.check(known.user().email().value(), current, () -> Optional.of(known))
                .isEmpty()) {
            throw ProblemException.ofField(AuthError.WRONG_PASSWORD, "currentPassword", "is wrong");
        }
        var hash = passwords.hash(next);
        transactions.call(caller.tenant(), () -> store(actor, known, hash));
    }

    private boolean store(Actor actor, Credentials known, String hash) {
        var user = known.user();
        accounts.changePassword(user.tenant(), user.id(), hash, changes.clock().instant());
        families.endAll(user.tenant(), user.id());
        changes.audit().record(actor, new AuditLog.Change("PASSWORD_CHANGED", "user", user.id(), Map.of()));
        return true;
    }
}
