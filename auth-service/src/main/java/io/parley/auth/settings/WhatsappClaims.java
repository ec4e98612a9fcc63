package io.parley.auth.settings;

import io.parley.auth.AuthError;
import io.parley.contract.TenantId;
import io.parley.kit.web.ProblemException;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * Which phone numbers and business accounts a tenant speaks for. No two tenants speak for the same: of two that claim it at
 * once, the first to commit has it.
 */
@Repository
@Transactional(propagation = Propagation.MANDATORY)
class WhatsappClaims {

    private final JdbcClient jdbc;

    WhatsappClaims(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    private enum Kind {
        PHONE_NUMBER,
        BUSINESS_ACCOUNT
    }

    private record Claim(Kind kind, String metaId) {}

    /** Claims what {@code settings} name and releases the rest; refuses what another tenant has. */
    void adjustTo(Settings settings) {
        var wanted = claimsOf(settings);
        claim(settings.tenant(), wanted);
        var held = heldBy(settings.tenant());
        var missing = new HashSet<>(wanted);
        missing.removeAll(held);
        missing.stream().findAny().ifPresent(claim -> {
            throw taken(claim);
        });
        held.removeAll(wanted);
        held.forEach(claim -> release(settings.tenant(), claim));
    }

    /** Claiming comes before releasing, and in order, so that tenants who swap numbers never wait for each other. */
    private void claim(TenantId tenant, Set<Claim> wanted) {
        jdbc.sql("""
                        insert into whatsapp_claim (kind, meta_id, tenant_id)
                        select kind, meta_id, ? from unnest(?::text[], ?::text[]) as wanted (kind, meta_id)
                        order by kind, meta_id
                        on conflict do nothing""")
                .param(tenant.value())
                .param(wanted.stream().map(claim -> claim.kind().name()).toArray(String[]::new))
                .param(wanted.stream().map(Claim::metaId).toArray(String[]::new))
                .update();
    }

    private Set<Claim> heldBy(TenantId tenant) {
        return new HashSet<>(jdbc.sql("select kind, meta_id from whatsapp_claim where tenant_id = ?")
                .param(tenant.value())
                .query((row, number) -> new Claim(Kind.valueOf(row.getString(1)), row.getString(2)))
                .list());
    }

    private void release(TenantId tenant, Claim claim) {
        jdbc.sql("delete from whatsapp_claim where tenant_id = ? and kind = ? and meta_id = ?")
                .params(tenant.value(), claim.kind().name(), claim.metaId())
                .update();
    }

    private static Set<Claim> claimsOf(Settings settings) {
        return settings.numbers().stream()
                .map(WhatsappNumber::credentials)
                .flatMap(credentials -> Stream.concat(
                        Stream.ofNullable(credentials.phoneNumberId()).map(id -> new Claim(Kind.PHONE_NUMBER, id)),
                        Stream.ofNullable(credentials.businessAccountId())
                                .map(id -> new Claim(Kind.BUSINESS_ACCOUNT, id))))
                .collect(Collectors.toSet());
    }

    private static ProblemException taken(Claim claim) {
        return switch (claim.kind()) {
            case PHONE_NUMBER ->
                ProblemException.of(
                        AuthError.WHATSAPP_NUMBER_TAKEN, "Another account uses phone number " + claim.metaId());
            case BUSINESS_ACCOUNT ->
                ProblemException.of(
                        AuthError.WHATSAPP_ACCOUNT_TAKEN, "Another account uses business account " + claim.metaId());
        };
    }
}
