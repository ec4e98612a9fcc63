package io.parley.realtime.engine;

import java.util.Optional;
import org.json.JSONException;
import org.json.JSONObject;
import org.jspecify.annotations.Nullable;

/** A client's wish to join a namespace. */
record ConnectPacket(String namespace, @Nullable JSONObject auth) {

    private static final char TYPE = '0';

    static boolean is(String packet) {
        return !packet.isEmpty() && packet.charAt(0) == TYPE;
    }

    /** Reads the packet; empty where it is malformed. */
    static Optional<ConnectPacket> read(String packet) {
        var namespace = "/";
        var rest = 1;
        if (packet.startsWith("/", 1)) {
            var comma = packet.indexOf(',');
            namespace = packet.substring(1, comma < 0 ? packet.length() : comma);
            rest = comma < 0 ? packet.length() : comma + 1;
        }
        try {
            return Optional.of(new ConnectPacket(
                    namespace, rest == packet.length() ? null : new JSONObject(packet.substring(rest))));
        } catch (JSONException e) {
            return Optional.empty();
        }
    }

    /** Returns the packet that tells the client why not. */
    String refusedFor(String reason) {
        var prefix = namespace.equals("/") ? "4" : "4" + namespace + ",";
        return prefix + new JSONObject().put("message", reason);
    }
}
