package io.parley.auth.settings;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Names the settings in which two versions differ, without their values. */
final class Differences {

    private final List<String> names = new ArrayList<>();

    private Differences() {}

    static List<String> of(Settings before, Settings after) {
        var differences = new Differences();
        var ids = Stream.concat(before.numbers().stream(), after.numbers().stream())
                .map(WhatsappNumber::id)
                .distinct()
                .toList();
        ids.forEach(id -> differences.compare(id, before, after));
        differences.add(
                "webhookConfig.verifyToken",
                before.webhook().verifyToken(),
                after.webhook().verifyToken());
        differences.add(
                "webhookConfig.enabled",
                before.webhook().enabled(),
                after.webhook().enabled());
        differences.add("inbox.enforceWindow", before.enforceWindow(), after.enforceWindow());
        return List.copyOf(differences.names);
    }

    private void compare(UUID id, Settings before, Settings after) {
        var old = before.number(id);
        var now = after.number(id);
        var isDefault = now.or(() -> old).map(WhatsappNumber::isDefault).orElse(false);
        var path = isDefault ? "whatsappConfig" : "numbers." + id;
        var was = old.map(WhatsappNumber::credentials).orElse(WhatsappNumber.Credentials.NONE);
        var is = now.map(WhatsappNumber::credentials).orElse(WhatsappNumber.Credentials.NONE);
        add(path + ".phoneNumberId", was.phoneNumberId(), is.phoneNumberId());
        add(path + ".accessToken", was.accessToken(), is.accessToken());
        add(path + ".businessAccountId", was.businessAccountId(), is.businessAccountId());
        add(path + ".appSecret", was.appSecret(), is.appSecret());
        add(
                path + ".label",
                old.map(WhatsappNumber::label).orElse(null),
                now.map(WhatsappNumber::label).orElse(null));
    }

    private void add(String name, @Nullable Object before, @Nullable Object after) {
        if (!Objects.equals(before, after)) {
            names.add(name);
        }
    }
}
