package io.parley.sandbox.account;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Map.Entry;
import org.jspecify.annotations.Nullable;

/** The customers who wrote or were written to. Someone unknown gets a name, and a user id derived from their phone. */
public final class Customers {

    public static final String DEFAULT_PHONE = "447700900123";

    private static final String DEFAULT_NAME = "Sandbox Customer";
    private static final Map<String, String> COUNTRIES = Map.ofEntries(
            Map.entry("1", "US"),
            Map.entry("20", "EG"),
            Map.entry("27", "ZA"),
            Map.entry("31", "NL"),
            Map.entry("33", "FR"),
            Map.entry("34", "ES"),
            Map.entry("39", "IT"),
            Map.entry("44", "GB"),
            Map.entry("49", "DE"),
            Map.entry("52", "MX"),
            Map.entry("54", "AR"),
            Map.entry("55", "BR"),
            Map.entry("62", "ID"),
            Map.entry("91", "IN"),
            Map.entry("234", "NG"),
            Map.entry("971", "AE"));

    private final Map<String, Customer> known;

    public Customers(int capacity) {
        this.known = new LinkedHashMap<>(64, 0.75f, true) {
            private static final long serialVersionUID = 1L;

            @Override
            protected boolean removeEldestEntry(Entry<String, Customer> eldest) {
                return size() > capacity;
            }
        };
    }

    /** Whoever has this phone, as the given business account sees them. */
    public synchronized Customer byPhone(String phone, String businessAccount) {
        var customer = known.get(phone);
        return customer == null ? new Customer(phone, userId(phone, businessAccount), DEFAULT_NAME, null) : customer;
    }

    public synchronized Customer byUserId(String userId) {
        var customer = known.get(userId);
        return customer == null ? new Customer(null, userId, DEFAULT_NAME, null) : customer;
    }

    public synchronized void remember(Customer customer) {
        if (customer.phone() != null) {
            known.put(customer.phone(), customer);
        }
        if (customer.userId() != null) {
            known.put(customer.userId(), customer);
        }
    }

    public synchronized int count() {
        return known.size();
    }

    public synchronized void clear() {
        known.clear();
    }

    /** The business-scoped user id: the same for one phone and account, another one for another account. */
    public static String userId(String phone, String businessAccount) {
        var number = Hash.of(phone + "@" + businessAccount) % 10_000_000_000_000_000L;
        return country(phone) + "." + String.format("%016d", number);
    }

    private static String country(String phone) {
        for (int length = 3; length >= 1; length--) {
            @Nullable String country = phone.length() < length ? null : COUNTRIES.get(phone.substring(0, length));
            if (country != null) {
                return country;
            }
        }
        return "US";
    }
}
