package io.parley.auth.settings;

import io.parley.auth.account.CurrentRole;
import io.parley.auth.account.TenantRegistered;
import io.parley.auth.audit.Actor;
import io.parley.auth.audit.AuditLog;
import io.parley.contract.EventTypes;
import io.parley.contract.Role;
import io.parley.contract.Topics;
import io.parley.kit.event.Event;
import io.parley.kit.id.Ids;
import io.parley.kit.outbox.Outbox;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** Stores settings, claims their numbers, tells the other services and records who did it: all of it or nothing. */
@Component
@Transactional(propagation = Propagation.MANDATORY)
class KeepSettings {

    private final SettingsTable table;
    private final WhatsappClaims claims;
    private final Outbox outbox;
    private final Witness witness;
    private final Clock clock;
    private final Ids ids;

    /** Knows who may change settings, and remembers who did. */
    @Component
    record Witness(CurrentRole roles, AuditLog audit) {}

    KeepSettings(SettingsTable table, WhatsappClaims claims, Outbox outbox, Witness witness, Clock clock, Ids ids) {
        this.table = table;
        this.claims = claims;
        this.outbox = outbox;
        this.witness = witness;
        this.clock = clock;
        this.ids = ids;
    }

    @EventListener
    void on(TenantRegistered registered) {
        var initial = Settings.initial(registered.tenant());
        keep(initial, initial, Optional.empty());
    }

    /** Returns what was kept; empty where {@code before} is no longer what is stored. */
    Optional<Settings> keep(Settings before, Settings after, Optional<Actor> actor) {
        var now = clock.instant();
        var tenant = before.tenant();
        actor.ifPresent(who -> witness.roles().require(who.caller(), Role.ADMIN));
        if (table.lock(tenant, now) != before.version()) {
            return Optional.empty();
        }
        var kept = after.atVersion(before.version() + 1);
        claims.adjustTo(kept);
        table.write(kept, now);
        outbox.add(Event.of(Topics.TENANT_SETTINGS, EventTypes.TENANT_SETTINGS, ids.next(), tenant, tenant)
                .at(now)
                .carrying(kept.toEvent()));
        actor.ifPresent(who -> witness.audit()
                .record(
                        who,
                        new AuditLog.Change(
                                "SETTINGS_CHANGED",
                                "settings",
                                tenant,
                                Map.of("changed", Differences.of(before, kept)))));
        return Optional.of(kept);
    }
}
