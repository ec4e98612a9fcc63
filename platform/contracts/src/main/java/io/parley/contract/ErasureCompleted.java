package io.parley.contract;

import java.time.Instant;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;

/**
 * A service holds nothing more of a customer. A repetition says the same again.
 *
 * @param service one of {@link Erasures#SERVICES}
 * @param counts how much of what was erased, such as {@code messages} or {@code files}
 */
public record ErasureCompleted(UUID erasureId, String service, Instant at, Map<String, Long> counts) {

    public ErasureCompleted {
        counts = Collections.unmodifiableMap(new TreeMap<>(counts));
    }
}
