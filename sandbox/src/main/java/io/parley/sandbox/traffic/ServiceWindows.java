package io.parley.sandbox.traffic;

import io.parley.sandbox.account.BusinessNumber;
import io.parley.sandbox.account.Customer;
import io.parley.sandbox.account.WaIds;
import io.parley.sandbox.behaviour.CurrentBehaviour;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Map.Entry;
import org.jspecify.annotations.Nullable;

/** When each customer last wrote to each number, and whether the window this opened is still open. */
public final class ServiceWindows {

    private static final int MAX_CUSTOMERS = 200_000;

    private final CurrentBehaviour behaviour;
    private final Clock clock;
    private final Map<String, Long> lastInbound = new LinkedHashMap<>(64, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Entry<String, Long> eldest) {
            return size() > MAX_CUSTOMERS;
        }
    };

    public ServiceWindows(CurrentBehaviour behaviour, Clock clock) {
        this.behaviour = behaviour;
        this.clock = clock;
    }

    /** The customer wrote at this time, in milliseconds. */
    public synchronized void opened(BusinessNumber number, Customer customer, long at) {
        if (customer.phone() != null) {
            lastInbound.merge(key(number, WaIds.of(customer.phone())), at, Math::max);
        }
        if (customer.userId() != null) {
            lastInbound.merge(key(number, customer.userId()), at, Math::max);
        }
    }

    /** Whether the customer, known by either, wrote to the number recently enough. */
    public synchronized boolean isOpen(BusinessNumber number, @Nullable String phone, @Nullable String userId) {
        var since = clock.millis() - behaviour.get().window().lengthMs();
        return phone != null && wroteSince(key(number, WaIds.of(phone)), since)
                || userId != null && wroteSince(key(number, userId), since);
    }

    public synchronized void clear() {
        lastInbound.clear();
    }

    private boolean wroteSince(String key, long since) {
        return lastInbound.getOrDefault(key, Long.MIN_VALUE) > since;
    }

    private static String key(BusinessNumber number, String customer) {
        return number.id() + " " + customer;
    }
}
