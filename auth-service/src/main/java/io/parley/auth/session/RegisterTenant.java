package io.parley.auth.session;

import io.parley.auth.account.Accounts;
import io.parley.auth.account.EmailAddress;
import io.parley.auth.account.Name;
import io.parley.auth.account.NewPassword;
import io.parley.auth.account.PasswordHashing;
import io.parley.auth.account.Tenant;
import io.parley.auth.account.TenantRegistered;
import io.parley.auth.account.TenantTransactions;
import io.parley.auth.account.User;
import io.parley.auth.account.UserEvents;
import io.parley.contract.Role;
import io.parley.contract.TenantId;
import io.parley.kit.id.Ids;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;

/** Brings a tenant and its owner into being and signs the owner in. An address that is taken changes nothing. */
@Component
class RegisterTenant {

    private final TenantTransactions transactions;
    private final Accounts accounts;
    private final PasswordHashing passwords;
    private final TokenFamilies families;
    private final Announcements announcements;
    private final Origins origins;

    /** Who is told of a new tenant. */
    @Component
    record Announcements(UserEvents users, ApplicationEventPublisher features) {}

    /** Where time and ids come from. */
    @Component
    record Origins(Clock clock, Ids ids) {}

    /** What a new tenant begins with. */
    record Registration(Name tenantName, EmailAddress email, NewPassword password, Name name) {}

    RegisterTenant(
            TenantTransactions transactions,
            Accounts accounts,
            PasswordHashing passwords,
            TokenFamilies families,
            Announcements announcements,
            Origins origins) {
        this.transactions = transactions;
        this.accounts = accounts;
        this.passwords = passwords;
        this.families = families;
        this.announcements = announcements;
        this.origins = origins;
    }

    Session register(Registration registration) {
        if (transactions
                .callWithoutTenant(() -> accounts.named(registration.email()))
                .isPresent()) {
            throw Accounts.emailTaken();
        }
        var hash = passwords.hash(registration.password());
        var now = origins.clock().instant().truncatedTo(ChronoUnit.MILLIS);
        var tenant = new Tenant(
                new TenantId(origins.ids().next()), registration.tenantName().value());
        var owner = new User(
                origins.ids().next(), tenant.id(), registration.email(), registration.name(), Role.OWNER, true, now);
        return transactions.call(tenant.id(), () -> create(tenant, owner, hash, now));
    }

    private Session create(Tenant tenant, User owner, String hash, Instant now) {
        accounts.add(tenant, now);
        accounts.add(owner, hash);
        announcements.features().publishEvent(new TenantRegistered(tenant.id(), now));
        announcements.users().changed(owner, now);
        return new Session(owner, tenant, families.begin(owner));
    }
}
