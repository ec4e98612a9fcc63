package io.parley.ingest.registry;

import io.parley.contract.TenantId;
import io.parley.contract.TenantSettings;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;

/**
 * The current {@link Directory}. It exists only once every setting that was published before this instance started has
 * been read, so that no number counts as unknown merely because the instance is young. One thread writes, all read.
 */
@Component
public class Registry {

    private final SettingsTranslation translation;
    private final RegistryProperties properties;
    private final ApplicationEventPublisher announcements;
    private final Optional<SigningKey> platform;
    private final Map<TenantId, Known> known = new HashMap<>();
    private volatile @Nullable Directory directory;

    Registry(SettingsTranslation translation, RegistryProperties properties, ApplicationEventPublisher announcements) {
        this.translation = translation;
        this.properties = properties;
        this.announcements = announcements;
        this.platform = properties.key();
    }

    /** Returns the directory; empty while it is being read for the first time. */
    public Optional<Directory> directory() {
        return Optional.ofNullable(directory);
    }

    /** Remembers {@code settings} unless newer ones are known; {@link #publish} makes them count. */
    void learn(TenantSettings settings, Instant at) {
        var before = known.get(settings.tenantId());
        if (before == null || before.version < settings.version()) {
            known.put(settings.tenantId(), new Known(settings.version(), at, translation.of(settings)));
        }
    }

    /** Forgets a tenant. */
    void forget(TenantId tenant) {
        known.remove(tenant);
    }

    /** Makes everything learned so far count, and announces numbers that have become known by it. */
    void publish() {
        var before = directory;
        var tenants = known.values().stream()
                .sorted(Comparator.comparing(Known::at))
                .map(Known::tenant)
                .toList();
        var now = new Directory(platform, properties.token(), tenants);
        directory = now;
        var connected = new NumbersConnected(
                without(now.numbers(), before == null ? Set.of() : before.numbers()),
                without(now.accounts(), before == null ? Set.of() : before.accounts()));
        if (!connected.isEmpty()) {
            announcements.publishEvent(connected);
        }
    }

    private static Set<String> without(Set<String> all, Set<String> some) {
        var rest = new HashSet<>(all);
        rest.removeAll(some);
        return rest;
    }

    private record Known(long version, Instant at, ConnectedTenant tenant) {}
}
