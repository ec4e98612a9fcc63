package io.parley.sandbox.account;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The business numbers and accounts that exist. Any id of digits comes into being when it is first asked for, and
 * joins the business account that the same token asks for next; beyond the capacity the longest unused open ones go.
 */
public final class Accounts {

    private static final Pattern NUMERIC = Pattern.compile("[0-9]{5,25}");

    private final int capacity;
    private final Map<String, BusinessNumber> numbers = new LinkedHashMap<>(64, 0.75f, true);
    private final Map<String, Set<String>> openNumbersByToken = new HashMap<>();
    private final Map<String, String> unboundByToken = new HashMap<>();
    private final Set<String> businessAccounts = new LinkedHashSet<>();
    private @Nullable String latest;

    public Accounts(int capacity) {
        this.capacity = capacity;
    }

    public static boolean isId(String id) {
        return NUMERIC.matcher(id).matches();
    }

    /** The number with this id, brought into being if need be; nothing for an id that Meta could not have issued. */
    public synchronized Optional<BusinessNumber> number(String id) {
        if (!isId(id)) {
            return Optional.empty();
        }
        var known = numbers.get(id);
        if (known != null) {
            return Optional.of(known);
        }
        var opened = BusinessNumber.openFor(id);
        numbers.put(id, opened);
        latest = id;
        evict();
        return Optional.of(opened);
    }

    /** Remembers who asked for an open number, so that it is listed in the business account this token asks for. */
    public synchronized void lookedUp(BusinessNumber number, String token) {
        if (number.defined()) {
            return;
        }
        latest = number.id();
        var asked = openNumbersByToken.computeIfAbsent(token, unused -> new LinkedHashSet<>());
        if (asked.add(number.id())) {
            unboundByToken.put(token, number.id());
        }
        if (openNumbersByToken.size() > capacity) {
            openNumbersByToken.clear();
            unboundByToken.clear();
        }
    }

    public synchronized void define(BusinessNumber number) {
        numbers.put(number.id(), number);
        businessAccounts.add(number.businessAccountId());
        latest = number.id();
        evict();
    }

    public synchronized boolean remove(String id) {
        openNumbersByToken.values().forEach(ids -> ids.remove(id));
        return numbers.remove(id) != null;
    }

    public synchronized boolean isNumber(String id) {
        return numbers.containsKey(id);
    }

    public synchronized boolean isBusinessAccount(String id) {
        return businessAccounts.contains(id);
    }

    /**
     * The numbers of a business account as this token sees them, latest first. An account with defined numbers has
     * those and the open ones that joined it; any other has every open number the token has asked for, and the latest
     * of these that has no account yet joins it.
     */
    public synchronized List<BusinessNumber> numbersOf(String businessAccount, String token) {
        remember(businessAccount);
        var defined = numbers.values().stream()
                .anyMatch(
                        number -> number.defined() && number.businessAccountId().equals(businessAccount));
        if (!defined) {
            join(businessAccount, token);
        }
        var asked = openNumbersByToken.getOrDefault(token, Set.of());
        var found = new ArrayList<BusinessNumber>();
        for (var number : numbers.values()) {
            var member = number.businessAccountId().equals(businessAccount);
            var mine = asked.contains(number.id());
            if (number.defined() ? member : mine && (member || !defined)) {
                found.add(number);
            }
        }
        return List.copyOf(found.reversed());
    }

    /** Notes that a business account of this id is spoken of. */
    public synchronized void remember(String businessAccount) {
        businessAccounts.add(businessAccount);
        if (businessAccounts.size() > capacity) {
            businessAccounts.remove(businessAccounts.iterator().next());
        }
    }

    /** The number that was last defined or asked for. */
    public synchronized Optional<BusinessNumber> latest() {
        return Optional.ofNullable(latest).map(numbers::get);
    }

    public synchronized List<BusinessNumber> all() {
        return List.copyOf(numbers.values());
    }

    public synchronized void clear() {
        numbers.clear();
        openNumbersByToken.clear();
        unboundByToken.clear();
        businessAccounts.clear();
        latest = null;
    }

    private void join(String businessAccount, String token) {
        var unbound = unboundByToken.remove(token);
        if (unbound != null) {
            numbers.computeIfPresent(unbound, (id, number) -> number.inBusinessAccount(businessAccount));
        }
    }

    private void evict() {
        var oldest = numbers.values().iterator();
        while (numbers.size() > capacity && oldest.hasNext()) {
            if (!oldest.next().defined()) {
                oldest.remove();
            }
        }
    }
}
