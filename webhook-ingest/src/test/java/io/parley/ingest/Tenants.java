package io.parley.ingest;

import io.parley.contract.EventTypes;
import io.parley.contract.TenantSettings;
import io.parley.contract.Topics;
import io.parley.ingest.registry.Registry;
import io.parley.kit.crypto.Encryption;
import io.parley.kit.crypto.Secret;
import io.parley.kit.event.Event;
import io.parley.kit.event.EventPublisher;
import io.parley.testkit.TestTenant;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;

/** Tenants that connect their numbers, as auth-service would say so. */
class Tenants {

    private static final AtomicLong VERSION = new AtomicLong();

    private final EventPublisher publisher;
    private final Encryption encryption;
    private final Registry registry;

    Tenants(EventPublisher publisher, Encryption encryption, Registry registry) {
        this.publisher = publisher;
        this.encryption = encryption;
        this.registry = registry;
    }

    /** Returns a new tenant whose number signs with the platform's secret. */
    TestTenant connected() {
        var tenant = TestTenant.create();
        connect(tenant, true, null);
        return tenant;
    }

    /** Publishes the tenant's settings and waits until this instance knows them. */
    void connect(TestTenant tenant, boolean enabled, @Nullable String appSecret) {
        publish(tenant, enabled, appSecret);
        Awaitility.await()
                .until(() -> registry.directory()
                        .flatMap(directory -> directory.tenant(tenant.id()))
                        .filter(known -> known.enabled() == enabled && known.signsItself() == (appSecret != null))
                        .isPresent());
    }

    void publish(TestTenant tenant, boolean enabled, @Nullable String appSecret) {
        var secret = appSecret == null ? null : encryption.encrypt(tenant.id(), new Secret(appSecret));
        var token = encryption.encrypt(tenant.id(), new Secret("token-" + tenant.phoneNumberId()));
        var number = new TenantSettings.Number(
                tenant.phoneNumberId(), "waba-" + tenant.phoneNumberId(), "+447900000000", null, secret);
        var settings = new TenantSettings(
                tenant.id(),
                VERSION.incrementAndGet(),
                List.of(number),
                new TenantSettings.Webhook(enabled, token),
                new TenantSettings.Inbox(false));
        publisher.publish(List.of(Event.of(
                        Topics.TENANT_SETTINGS, EventTypes.TENANT_SETTINGS, UUID.randomUUID(), tenant.id(), tenant.id())
                .at(Instant.parse("2026-01-05T12:00:00Z"))
                .carrying(settings)));
    }
}
