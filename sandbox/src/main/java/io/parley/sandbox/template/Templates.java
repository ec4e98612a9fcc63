package io.parley.sandbox.template;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.springframework.stereotype.Component;

/** All templates, of which each account has at most as many as Meta lets it. */
@Component
public final class Templates {

    static final int MOST_OF_ACCOUNT = 6_000;
    private static final int MOST = 50_000;

    private final Map<String, HeldTemplate> byId = new LinkedHashMap<>();
    private long lastId = 900_100_000_000_000L;

    synchronized String nextId() {
        return Long.toString(++lastId);
    }

    synchronized void put(HeldTemplate template) {
        byId.put(template.id(), template);
        if (byId.size() > MOST) {
            byId.remove(byId.keySet().iterator().next());
        }
    }

    /** Changes a template, if it is still there. */
    synchronized Optional<HeldTemplate> change(String id, UnaryOperator<HeldTemplate> change) {
        return Optional.ofNullable(byId.computeIfPresent(id, (key, template) -> change.apply(template)));
    }

    synchronized void remove(String id) {
        byId.remove(id);
    }

    public synchronized Optional<HeldTemplate> find(String id) {
        return Optional.ofNullable(byId.get(id));
    }

    /** Those of an account, latest first. */
    public synchronized List<HeldTemplate> of(String account) {
        return new ArrayList<>(byId.values())
                .reversed().stream()
                        .filter(one -> one.account().equals(account))
                        .toList();
    }

    /** Tells whether an account has any. */
    synchronized boolean hasAny(String account) {
        return byId.values().stream().anyMatch(one -> one.account().equals(account));
    }

    /** The one of this name in exactly this language. */
    synchronized Optional<HeldTemplate> find(String account, String name, String language) {
        return byId.values().stream()
                .filter(one -> one.account().equals(account)
                        && one.name().equals(name)
                        && one.language().equals(language))
                .findFirst();
    }

    public synchronized List<HeldTemplate> all() {
        return List.copyOf(byId.values());
    }

    public synchronized void clear() {
        byId.clear();
    }
}
