package io.parley.realtime.engine;

import java.util.Optional;
import org.json.JSONObject;
import org.jspecify.annotations.Nullable;

/** Decides who may connect, before the connection becomes a socket of a namespace. */
@FunctionalInterface
public interface Admission {

    /**
     * Returns why the connection is not let in, as its client is told with {@code connect_error}; empty lets it in.
     *
     * @param connection the id of the connection, as {@code SocketIoClient.getId()} gives it later
     * @param auth what the client sent along, if anything
     */
    Optional<String> refuse(String connection, String namespace, @Nullable JSONObject auth);
}
