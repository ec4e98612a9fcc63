package io.parley.sandbox.webhook;

import java.net.URI;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Which business accounts the app hears of, and where their webhooks go. All are subscribed until they unsubscribe. */
public final class Subscriptions {

    private final Set<String> unsubscribed = ConcurrentHashMap.newKeySet();
    private final Map<String, URI> overrides = new ConcurrentHashMap<>();

    public boolean isSubscribed(String businessAccount) {
        return !unsubscribed.contains(businessAccount);
    }

    /** The account's own callback URL, where it has one instead of the app's. */
    public Optional<URI> callbackOf(String businessAccount) {
        return Optional.ofNullable(overrides.get(businessAccount));
    }

    /** Subscribes; without a URL the account goes back to the app's own. */
    public void subscribe(String businessAccount, @Nullable URI callback) {
        unsubscribed.remove(businessAccount);
        if (callback == null) {
            overrides.remove(businessAccount);
        } else {
            overrides.put(businessAccount, callback);
        }
    }

    public void unsubscribe(String businessAccount) {
        unsubscribed.add(businessAccount);
        overrides.remove(businessAccount);
    }

    public void clear() {
        unsubscribed.clear();
        overrides.clear();
    }
}
