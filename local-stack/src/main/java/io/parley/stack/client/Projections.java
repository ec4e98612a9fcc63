package io.parley.stack.client;

import java.net.URI;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** Asks a service to build what it shows anew, through the door that it keeps for operators. */
public final class Projections {

    private static final String PATH = "/internal/rebuild";

    private final JsonHttp http;

    /** Speaks with the service at {@code address}. */
    public Projections(URI address) {
        this.http = new JsonHttp(address, "Start the stack with ./parley up.");
    }

    /**
     * How far it is.
     *
     * @param phase DROPPING, READING or DONE
     * @param completeSince since when the topics tell everything; empty where they have lost nothing
     * @param statusOnly of how many messages nothing but statuses is known
     */
    public record Progress(
            String id, String phase, long done, long total, Optional<String> completeSince, long statusOnly) {

        public boolean isDone() {
            return phase.equals("DONE");
        }

        private static Progress of(JsonNode body) {
            var data = body.path("data");
            return new Progress(
                    data.path("id").asString(""),
                    data.path("phase").asString(""),
                    data.path("done").asLong(0),
                    data.path("total").asLong(0),
                    data.path("completeSince").stringValueOpt(),
                    data.path("statusOnly").asLong(0));
        }
    }

    /** Asks for a rebuild; where one is under way it is that one. */
    public Progress rebuild() {
        return Progress.of(http.send("POST", PATH, Map.of(), Map.of()).orFail());
    }

    /** Returns how far the latest rebuild is. */
    public Progress latest() {
        return Progress.of(http.send("GET", PATH, Map.of(), Map.of()).orFail());
    }
}
