package io.parley.auth.apikey;

import io.parley.auth.account.CurrentRole;
import io.parley.auth.account.Name;
import io.parley.auth.account.Slice;
import io.parley.auth.audit.Actor;
import io.parley.auth.audit.AuditLog;
import io.parley.contract.Role;
import io.parley.contract.TenantId;
import io.parley.kit.id.Ids;
import io.parley.kit.web.ProblemException;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Makes, lists and deletes keys. A key's text is given once and cannot be had again. */
@Component
@Transactional
class ManageKeys {

    private final ApiKeys keys;
    private final KeyText texts;
    private final CurrentRole roles;
    private final AuditLog audit;
    private final Clock clock;
    private final Ids ids;

    ManageKeys(ApiKeys keys, KeyText texts, CurrentRole roles, AuditLog audit, Clock clock, Ids ids) {
        this.keys = keys;
        this.texts = texts;
        this.roles = roles;
        this.audit = audit;
        this.clock = clock;
        this.ids = ids;
    }

    /** A new key with its text. */
    record Created(ApiKey key, String text) {}

    /** A part of the list, and how many there are. */
    record Listed(List<ApiKey> rows, long total) {}

    Created create(Actor actor, Name name, Role role) {
        var tenant = actor.caller().tenant();
        roles.require(actor.caller(), Role.OWNER);
        var token = texts.create(tenant, ids.next());
        var text = KeyText.write(token);
        var now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        var key = new ApiKey(token.id(), tenant, name, role, text.substring(text.length() - 4), now);
        keys.add(key, KeyText.hash(token));
        record(actor, "API_KEY_CREATED", key);
        return new Created(key, text);
    }

    @Transactional(readOnly = true)
    Listed list(TenantId tenant, Slice slice) {
        return new Listed(keys.read(tenant, slice), keys.count(tenant));
    }

    void delete(Actor actor, UUID id) {
        var key =
                keys.find(actor.caller().tenant(), id).map(ApiKeys.Stored::key).orElseThrow(ProblemException::notFound);
        roles.require(actor.caller(), Role.OWNER);
        keys.delete(key);
        record(actor, "API_KEY_DELETED", key);
    }

    private void record(Actor actor, String action, ApiKey key) {
        var details = Map.of("name", key.name().value(), "role", key.role());
        audit.record(actor, new AuditLog.Change(action, "api-key", key.id(), details));
    }
}
