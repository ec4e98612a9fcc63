package io.parley.auth.settings;

import io.parley.contract.TenantId;
import io.parley.kit.crypto.Encryption;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** Settings as they are stored, secrets encrypted. */
@Repository
@Transactional(propagation = Propagation.MANDATORY)
class SettingsTable {

    private final JdbcClient jdbc;
    private final Encryption encryption;

    SettingsTable(JdbcClient jdbc, Encryption encryption) {
        this.jdbc = jdbc;
        this.encryption = encryption;
    }

    /** Returns the tenant's settings; those that everyone begins with where nothing was ever set. */
    Settings read(TenantId tenant) {
        var numbers = readNumbers(tenant);
        return jdbc.sql("select * from tenant_settings where tenant_id = ?")
                .param(tenant.value())
                .query((row, number) -> new Settings(
                        tenant,
                        row.getLong("version"),
                        new Settings.Webhook(
                                row.getBoolean("webhook_enabled"),
                                secretOf(tenant, row.getString("verify_token_encrypted"))),
                        row.getBoolean("enforce_window"),
                        numbers))
                .optional()
                .orElseGet(() -> Settings.initial(tenant));
    }

    /** Returns the version that the settings have now; nobody else changes them until the transaction ends. */
    long lock(TenantId tenant, Instant now) {
        jdbc.sql("""
                        insert into tenant_settings (tenant_id, version, updated_at) values (?, 0, ?)
                        on conflict (tenant_id) do nothing""").params(tenant.value(), now.atOffset(ZoneOffset.UTC)).update();
        return jdbc.sql("select version from tenant_settings where tenant_id = ? for update")
                .param(tenant.value())
                .query(Long.class)
                .single();
    }

    void write(Settings settings, Instant now) {
        var verifyToken = settings.webhook().verifyToken();
        jdbc.sql("""
                        update tenant_settings set version = :version, verify_token_encrypted = :token,
                          webhook_enabled = :enabled, enforce_window = :window, updated_at = :now
                        where tenant_id = :tenant""")
                .param("version", settings.version())
                .param("token", ciphertextOf(verifyToken))
                .param("enabled", settings.webhook().enabled())
                .param("window", settings.enforceWindow())
                .param("now", now.atOffset(ZoneOffset.UTC))
                .param("tenant", settings.tenant().value())
                .update();
        jdbc.sql("delete from whatsapp_number where tenant_id = ?")
                .param(settings.tenant().value())
                .update();
        settings.numbers().forEach(number -> add(settings.tenant(), number));
    }

    private void add(TenantId tenant, WhatsappNumber number) {
        var credentials = number.credentials();
        var details = number.details();
        jdbc.sql("""
                        insert into whatsapp_number (tenant_id, number_id, is_default, label, phone_number_id,
                          business_account_id, access_token_encrypted, app_secret_encrypted, display_phone_number,
                          verified_name, quality_rating, messages_per_second, status, created_at)
                        values (:tenant, :id, :default, :label, :phone, :account, :token, :secret, :display, :name,
                          :quality, :perSecond, :status, :at)""")
                .param("tenant", tenant.value())
                .param("id", number.id())
                .param("default", number.isDefault())
                .param("label", number.label())
                .param("phone", credentials.phoneNumberId())
                .param("account", credentials.businessAccountId())
                .param("token", ciphertextOf(credentials.accessToken()))
                .param("secret", ciphertextOf(credentials.appSecret()))
                .param("display", details.displayPhoneNumber())
                .param("name", details.verifiedName())
                .param("quality", details.qualityRating())
                .param("perSecond", details.messagesPerSecond())
                .param("status", details.checkedStatus())
                .param("at", number.createdAt().atOffset(ZoneOffset.UTC))
                .update();
    }

    private List<WhatsappNumber> readNumbers(TenantId tenant) {
        return jdbc.sql("select * from whatsapp_number where tenant_id = ?")
                .param(tenant.value())
                .query((row, number) -> numberOf(tenant, row))
                .list();
    }

    private WhatsappNumber numberOf(TenantId tenant, ResultSet row) throws SQLException {
        return new WhatsappNumber(
                row.getObject("number_id", UUID.class),
                row.getBoolean("is_default"),
                row.getString("label"),
                new WhatsappNumber.Credentials(
                        row.getString("phone_number_id"),
                        row.getString("business_account_id"),
                        secretOf(tenant, row.getString("access_token_encrypted")),
                        secretOf(tenant, row.getString("app_secret_encrypted"))),
                new NumberDetails(
                        row.getString("display_phone_number"),
                        row.getString("verified_name"),
                        row.getString("quality_rating"),
                        row.getObject("messages_per_second", Integer.class),
                        row.getString("status"),
                        findingOf(row)),
                row.getObject("created_at", OffsetDateTime.class).toInstant());
    }

    private static NumberDetails.@Nullable Finding findingOf(ResultSet row) throws SQLException {
        var status = row.getString("found_status");
        return status == null ? null : new NumberDetails.Finding(status, row.getString("found_reason"));
    }

    private @Nullable StoredSecret secretOf(TenantId tenant, @Nullable String ciphertext) {
        return ciphertext == null ? null : new StoredSecret(encryption.decrypt(tenant, ciphertext), ciphertext);
    }

    private static @Nullable String ciphertextOf(@Nullable StoredSecret secret) {
        return secret == null ? null : secret.ciphertext();
    }
}
