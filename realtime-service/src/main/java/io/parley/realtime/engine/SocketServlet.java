package io.parley.realtime.engine;

import io.socket.engineio.server.utils.ParseQS;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;

/** The path of Socket.IO: polls, posts and WebSocket handshakes, each checked before the library is given it. */
final class SocketServlet extends HttpServlet {

    private static final String POLLING = "polling";
    private static final String WEBSOCKET = "websocket";
    private static final String PROTOCOL = "4";

    private final transient SocketServer server;
    private final transient Upgrades upgrades = new Upgrades();

    SocketServlet(SocketServer server) {
        this.server = server;
    }

    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response) throws IOException {
        var query = queryOf(request).orElse(Map.of());
        var refusal = refusal(request, query);
        if (refusal.isPresent()) {
            refusal.get().answer(response);
            return;
        }
        if (isUpgrade(request)) {
            upgrade(request, response, query);
            return;
        }
        var connection = server.connection(query.get("sid"));
        if (request.getMethod().equals("POST")) {
            post(request, response, connection.orElseThrow());
            return;
        }
        poll(request, response, connection);
    }

    private Optional<EngineError> refusal(HttpServletRequest request, Map<String, String> query) {
        var transport = query.getOrDefault("transport", "");
        if (!transport.equals(POLLING) && !transport.equals(WEBSOCKET)) {
            return Optional.of(EngineError.UNKNOWN_TRANSPORT);
        }
        if (!PROTOCOL.equals(query.get("EIO"))) {
            return Optional.of(EngineError.UNSUPPORTED_PROTOCOL);
        }
        if (transport.equals(WEBSOCKET) != isUpgrade(request) || query.containsKey("j")) {
            return Optional.of(EngineError.BAD_REQUEST);
        }
        if (!query.containsKey("sid")) {
            if (!request.getMethod().equals("GET")) {
                return Optional.of(EngineError.BAD_HANDSHAKE_METHOD);
            }
            return server.isFull() ? Optional.of(EngineError.TOO_MANY_CONNECTIONS) : Optional.empty();
        }
        var connection = server.connection(query.get("sid"));
        if (connection.isEmpty()) {
            return Optional.of(EngineError.UNKNOWN_SESSION);
        }
        var method = request.getMethod();
        return connection.get().isUpgraded() || !(method.equals("GET") || method.equals("POST"))
                ? Optional.of(EngineError.BAD_REQUEST)
                : Optional.empty();
    }

    private void poll(HttpServletRequest request, HttpServletResponse response, Optional<Connection> connection)
            throws IOException {
        if (connection.isPresent() && connection.get().isUpgradedByNow()) {
            EngineError.BAD_REQUEST.answer(response);
            return;
        }
        var poll = new Poll(request, response, server.settings().maxPayload(), connection);
        if (connection.isPresent() && !connection.get().beginPoll(poll)) {
            connection.get().close();
            EngineError.BAD_REQUEST.answer(response);
            return;
        }
        try {
            server.engine().handleRequest(poll.request(), poll.response());
            connection.ifPresent(Connection::pollWaits);
            if (connection.isPresent() && connection.get().isOver()) {
                poll.end();
            }
        } finally {
            poll.release();
        }
    }

    private void post(HttpServletRequest request, HttpServletResponse response, Connection connection)
            throws IOException {
        var most = server.settings().maxPayload();
        var body = request.getInputStream().readNBytes(most + 1);
        if (body.length > most) {
            connection.close();
            EngineError.PAYLOAD_TOO_LARGE.answer(response);
            return;
        }
        var payload = new String(body, StandardCharsets.UTF_8);
        if (!Packets.isPayload(payload)) {
            connection.close();
            EngineError.BAD_REQUEST.answer(response);
            return;
        }
        if (Packets.closes(payload)) {
            connection.awaitPoll(); // which is told of the end, as long as there is somebody to be told
        }
        server.engine().handleRequest(new PostedBody(request, body), response);
    }

    private void upgrade(HttpServletRequest request, HttpServletResponse response, Map<String, String> query)
            throws IOException {
        var upgrading = server.connection(query.get("sid"));
        var endpoint = new WebSocketEndpoint(server, query, upgrading);
        upgrading.ifPresent(one -> one.upgrading(true)); // before the client knows, who may poll at once
        var accepted = false;
        try {
            accepted = upgrades.accept(request, response, endpoint);
        } finally {
            if (!accepted) {
                upgrading.ifPresent(one -> one.upgrading(false));
            }
        }
        if (!accepted) {
            EngineError.BAD_REQUEST.answer(response);
        }
    }

    private static boolean isUpgrade(HttpServletRequest request) {
        return WEBSOCKET.equalsIgnoreCase(request.getHeader("Upgrade"));
    }

    private static Optional<Map<String, String>> queryOf(HttpServletRequest request) {
        try {
            return Optional.ofNullable(request.getQueryString()).map(ParseQS::decode);
        } catch (RuntimeException e) {
            return Optional.empty(); // the library's parser throws whatever comes up
        }
    }
}
