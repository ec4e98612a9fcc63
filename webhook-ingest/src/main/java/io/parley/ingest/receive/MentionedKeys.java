package io.parley.ingest.receive;

import io.parley.ingest.registry.ConnectedTenant;
import io.parley.ingest.registry.Directory;
import io.parley.ingest.registry.SigningKey;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;

/**
 * The keys of tenants whose ids occur in a body as quoted digits. It only says which keys are worth trying first: the
 * body is searched as bytes, before anything is known of it, and nothing found here is believed.
 */
final class MentionedKeys {

    private static final int SHORTEST_ID = 5;
    private static final int LONGEST_ID = 32;
    private static final int MOST_KEYS = 8;

    private MentionedKeys() {}

    static Set<SigningKey> in(byte[] body, Directory directory) {
        var keys = new LinkedHashSet<SigningKey>();
        var start = -1;
        for (var i = 0; i < body.length && keys.size() < MOST_KEYS; i++) {
            if (body[i] == '"') {
                if (start >= 0 && i - start >= SHORTEST_ID && i - start <= LONGEST_ID) {
                    var id = new String(body, start, i - start, StandardCharsets.US_ASCII);
                    owner(id, directory).ifPresent(tenant -> keys.addAll(tenant.keys()));
                }
                start = i + 1;
            } else if (body[i] < '0' || body[i] > '9') {
                start = -1;
            }
        }
        return keys;
    }

    private static Optional<ConnectedTenant> owner(String id, Directory directory) {
        return directory.ownerOfNumber(id).or(() -> directory.ownerOfAccount(id));
    }
}
