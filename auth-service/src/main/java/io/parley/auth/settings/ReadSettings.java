package io.parley.auth.settings;

import io.parley.contract.TenantId;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Reads a tenant's settings. */
@Component
class ReadSettings {

    private final SettingsTable table;

    ReadSettings(SettingsTable table) {
        this.table = table;
    }

    @Transactional(readOnly = true)
    Settings read(TenantId tenant) {
        return table.read(tenant);
    }
}
