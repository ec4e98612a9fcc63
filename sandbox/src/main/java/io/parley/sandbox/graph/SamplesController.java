package io.parley.sandbox.graph;

import io.parley.sandbox.SandboxProperties;
import io.parley.sandbox.meta.GraphError;
import io.parley.sandbox.meta.GraphException;
import io.parley.sandbox.meta.MetaJson;
import io.parley.sandbox.web.QueryParameter;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.node.ObjectNode;

/** Takes samples for the headers of templates (Graph API, "Resumable Upload API"). What is in them nobody asks later. */
@RestController
class SamplesController {

    private static final Set<String> TYPES =
            Set.of("application/pdf", "image/jpeg", "image/jpg", "image/png", "video/mp4");
    private static final int MOST = 10_000;
    private static final int BUFFER = 64 * 1024;

    private final Map<String, Session> sessions = new ConcurrentHashMap<>();
    private final GraphAccess access;
    private final SandboxProperties properties;
    private final RandomGenerator random;
    private final GraphAnswers answers;

    SamplesController(GraphAccess access, SandboxProperties properties, RandomGenerator random, GraphAnswers answers) {
        this.access = access;
        this.properties = properties;
        this.random = random;
        this.answers = answers;
    }

    /** A file on its way: how long it is, and how much of it has come. */
    private record Session(long length, long arrived) {}

    @GetMapping(GraphPath.VERSION + "/app")
    ResponseEntity<byte[]> app(HttpServletRequest request) {
        access.token(request);
        return answers.ok(MetaJson.object().put("id", properties.appId()).put("name", "Sandbox App"));
    }

    @PostMapping(GraphPath.VERSION + "/{app:[0-9]+}/uploads")
    ResponseEntity<byte[]> begin(@PathVariable String app, HttpServletRequest request) {
        access.token(request);
        if (!app.equals(properties.appId())) {
            throw new GraphException(GraphError.unknownObject(request.getMethod(), app));
        }
        var length = length(QueryParameter.of(request, "file_length"));
        var type = QueryParameter.of(request, "file_type");
        if (type == null || !TYPES.contains(type)) {
            throw new GraphException(GraphError.parameter("Param file_type must be one of " + TYPES));
        }
        if (sessions.size() >= MOST) {
            sessions.clear();
        }
        var id = "upload:MTphdHRhY2htZW50" + Long.toHexString(random.nextLong()) + "?sig=AR"
                + Long.toHexString(random.nextLong());
        sessions.put(id, new Session(length, 0));
        return answers.ok(MetaJson.object().put("id", id));
    }

    @GetMapping(GraphPath.VERSION + "/upload:{id}")
    ResponseEntity<byte[]> progress(HttpServletRequest request) {
        access.token(request);
        var id = id(request);
        return answers.ok(progress(id, session(id)));
    }

    @PostMapping(GraphPath.VERSION + "/upload:{id}")
    ResponseEntity<byte[]> send(HttpServletRequest request) throws IOException {
        access.token(request);
        var id = id(request);
        var session = session(id);
        var offset = request.getHeader("file_offset");
        if (offset == null || !offset.equals(Long.toString(session.arrived()))) {
            throw new GraphException(GraphError.parameter("Header file_offset must be " + session.arrived()));
        }
        var after = receive(id, session, request);
        if (after.arrived() > after.length()) {
            throw new GraphException(GraphError.parameter("The file is longer than file_length"));
        }
        return answers.ok(
                after.arrived() < after.length()
                        ? progress(id, after)
                        : MetaJson.object().put("h", "4::aW1n:" + Long.toHexString(random.nextLong()) + ":ARb"));
    }

    private Session receive(String id, Session session, HttpServletRequest request) throws IOException {
        var buffer = new byte[BUFFER];
        var arrived = session.arrived();
        try (var body = request.getInputStream()) {
            for (var read = body.read(buffer); read >= 0; read = body.read(buffer)) {
                arrived += read;
            }
        } finally {
            sessions.put(id, new Session(session.length(), arrived));
        }
        return new Session(session.length(), arrived);
    }

    private static ObjectNode progress(String id, Session session) {
        return MetaJson.object().put("id", id).put("file_offset", session.arrived());
    }

    private Session session(String id) {
        var session = sessions.get(id);
        if (session == null) {
            throw new GraphException(GraphError.parameter("The upload session is not known or has ended"));
        }
        return session;
    }

    /** The signature behind the question mark belongs to the id. */
    private static String id(HttpServletRequest request) {
        var path = request.getRequestURI();
        var query = request.getQueryString();
        return path.substring(path.indexOf("upload:")) + (query == null ? "" : "?" + query);
    }

    private static long length(@Nullable String text) {
        if (text == null || !text.matches("[1-9][0-9]{0,11}")) {
            throw new GraphException(GraphError.parameter("Param file_length must be a positive number"));
        }
        return Long.parseLong(text);
    }
}
