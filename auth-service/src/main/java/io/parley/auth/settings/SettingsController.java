package io.parley.auth.settings;

import io.parley.auth.audit.Actor;
import io.parley.kit.security.Caller;
import io.parley.kit.web.Success;
import io.swagger.v3.oas.annotations.Operation;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Shows and changes a tenant's settings. */
@RestController
@RequestMapping("/api/settings")
@PreAuthorize("hasRole('ADMIN')")
class SettingsController {

    private final ReadSettings readSettings;
    private final ChangeSettings changeSettings;
    private final SettingsMerge merge;
    private final SettingsProperties properties;

    SettingsController(
            ReadSettings readSettings,
            ChangeSettings changeSettings,
            SettingsMerge merge,
            SettingsProperties properties) {
        this.readSettings = readSettings;
        this.changeSettings = changeSettings;
        this.merge = merge;
        this.properties = properties;
    }

    @Operation(
            summary = "Read the settings",
            description = "The default WhatsApp number, the webhook, the inbox. Secrets are masked but for their "
                    + "last four characters.")
    @GetMapping
    Success<SettingsResource> read(Caller caller) {
        return Success.of(resource(readSettings.read(caller.tenant())));
    }

    @Operation(
            summary = "Change the settings",
            description = "A merge patch: null clears, what is absent stays, a masked secret that is sent back "
                    + "changes nothing. New credentials are checked with WhatsApp before anything is saved.")
    @PatchMapping
    Success<SettingsResource> change(Actor actor, @RequestBody SettingsRequest request) {
        return Success.of(resource(changeSettings.change(actor, current -> merge.merge(current, request))));
    }

    private SettingsResource resource(Settings settings) {
        return SettingsResource.of(settings, properties.callbackUrl());
    }
}
