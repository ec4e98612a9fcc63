package io.parley.realtime.feed;

import io.parley.contract.TenantId;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Who listens at this instance: to all of a tenant, or to conversations of it. Thread-safe. */
public final class Audience {

    private final Map<TenantId, Tenant> tenants = new ConcurrentHashMap<>();

    /** Lets {@code listener} hear everything of its tenant. */
    public void add(Listener listener) {
        tenants.compute(listener.tenant(), (id, tenant) -> orNew(tenant).with(listener));
    }

    /** Lets {@code listener} hear what happens in {@code conversation}. */
    public void join(Listener listener, UUID conversation) {
        tenants.compute(listener.tenant(), (id, tenant) -> orNew(tenant).with(listener, conversation));
    }

    /** Ends {@link #add}; what it has joined it still hears. */
    public void remove(Listener listener) {
        tenants.computeIfPresent(
                listener.tenant(), (id, tenant) -> tenant.without(listener).orNone());
    }

    public void leave(Listener listener, UUID conversation) {
        tenants.computeIfPresent(
                listener.tenant(),
                (id, tenant) -> tenant.without(listener, conversation).orNone());
    }

    boolean isEmpty(TenantId tenant) {
        return !tenants.containsKey(tenant);
    }

    /** Calls {@code told} once for each who is to hear {@code event}; passing ones only reach the conversation itself. */
    void forEach(TenantId id, FeedEvent event, Consumer<Listener> told) {
        var tenant = tenants.get(id);
        if (tenant == null) {
            return;
        }
        if (!event.isPassing()) {
            tenant.all.forEach(told);
        }
        for (var listener : tenant.joined.getOrDefault(event.conversation(), Set.of())) {
            if (event.isPassing() || !tenant.all.contains(listener)) {
                told.accept(listener);
            }
        }
    }

    void forEach(Consumer<Listener> told) {
        tenants.values().forEach(tenant -> {
            tenant.all.forEach(told);
            tenant.joined
                    .values()
                    .forEach(listeners -> listeners.stream()
                            .filter(listener -> !tenant.all.contains(listener))
                            .forEach(told));
        });
    }

    private static Tenant orNew(@Nullable Tenant tenant) {
        return tenant == null ? new Tenant(ConcurrentHashMap.newKeySet(), new ConcurrentHashMap<>()) : tenant;
    }

    /** Changed only within {@code compute} of the map that holds it. */
    private record Tenant(Set<Listener> all, Map<UUID, Set<Listener>> joined) {

        Tenant with(Listener listener) {
            all.add(listener);
            return this;
        }

        Tenant with(Listener listener, UUID conversation) {
            joined.computeIfAbsent(conversation, id -> ConcurrentHashMap.newKeySet())
                    .add(listener);
            return this;
        }

        Tenant without(Listener listener) {
            all.remove(listener);
            return this;
        }

        Tenant without(Listener listener, UUID conversation) {
            joined.computeIfPresent(conversation, (id, listeners) -> {
                listeners.remove(listener);
                return listeners.isEmpty() ? null : listeners;
            });
            return this;
        }

        @Nullable
        Tenant orNone() {
            return all.isEmpty() && joined.isEmpty() ? null : this;
        }
    }
}
