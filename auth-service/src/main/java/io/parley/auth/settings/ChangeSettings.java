package io.parley.auth.settings;

import io.parley.auth.AuthError;
import io.parley.auth.account.TenantTransactions;
import io.parley.auth.audit.Actor;
import io.parley.kit.web.ProblemException;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.springframework.stereotype.Component;

/**
 * Changes a tenant's settings. New credentials are checked with Meta first, without holding a transaction; if somebody
 * else changed the settings meanwhile, the change is made anew on top of theirs.
 */
@Component
class ChangeSettings {

    private static final int ATTEMPTS = 3;

    private final TenantTransactions transactions;
    private final SettingsTable table;
    private final CredentialRules rules;
    private final KeepSettings keepSettings;

    ChangeSettings(
            TenantTransactions transactions, SettingsTable table, CredentialRules rules, KeepSettings keepSettings) {
        this.transactions = transactions;
        this.table = table;
        this.rules = rules;
        this.keepSettings = keepSettings;
    }

    /** Returns the settings after {@code edit}, which may refuse by an exception and may be applied more than once. */
    Settings change(Actor actor, UnaryOperator<Settings> edit) {
        var tenant = actor.caller().tenant();
        for (var attempt = 0; attempt < ATTEMPTS; attempt++) {
            var before = transactions.call(tenant, () -> table.read(tenant));
            var after = rules.checked(before, edit.apply(before));
            if (after.equals(before)) {
                return before;
            }
            Optional<Settings> kept =
                    transactions.call(tenant, () -> keepSettings.keep(before, after, Optional.of(actor)));
            if (kept.isPresent()) {
                return kept.get();
            }
        }
        throw ProblemException.of(
                AuthError.SETTINGS_CHANGED_MEANWHILE, "The settings are being changed by somebody else, try again");
    }
}
