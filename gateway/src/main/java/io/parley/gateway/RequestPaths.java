package io.parley.gateway;

import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.http.HttpMethod;

/** What is known of paths before any route is looked up: which are unambiguous, which need no token, which may be logged. */
final class RequestPaths {

    private static final Set<HttpMethod> READ = Set.of(HttpMethod.GET, HttpMethod.HEAD);
    private static final Set<HttpMethod> GET_AND_POST = Set.of(HttpMethod.GET, HttpMethod.POST);
    private static final Set<HttpMethod> POST = Set.of(HttpMethod.POST);

    /** Everything that is answered without a token. Paths match as a whole, byte for byte. */
    static final List<PublicPath> PUBLIC = List.of(
            new PublicPath("/api/auth/register", POST),
            new PublicPath("/api/auth/login", POST),
            new PublicPath("/api/auth/refresh", POST),
            new PublicPath("/api/webhook", GET_AND_POST),
            new PublicPath("/health", READ),
            new PublicPath("/docs", READ),
            new PublicPath("/docs/openapi.json", READ),
            new PublicPath("/docs/swagger-ui.css", READ),
            new PublicPath("/docs/swagger-ui-bundle.js", READ),
            new PublicPath("/docs/start.js", READ),
            new PublicPath("/docs/favicon-32x32.png", READ),
            new PublicPath("/openapi.json", READ),
            new PublicPath("/asyncapi.json", READ),
            new PublicPath("/.well-known/jwks.json", READ),
            new PublicPath("/socket.io", GET_AND_POST),
            new PublicPath("/socket.io/", GET_AND_POST),
            new PublicPath("/actuator/health/readiness", READ),
            new PublicPath("/actuator/health/liveness", READ));

    private static final String ACTUATOR = "/actuator";

    private static final String SOCKET = "/socket.io";

    private static final Set<String> SIGN_IN = Set.of("/api/auth/login", "/api/auth/register");

    /**
     * One or more segments of unreserved characters, none of them {@code .} or {@code ..}, none empty but the last. Nothing
     * escaped, no parameters: every path of the API is of this kind, so whatever is not cannot be meant honestly.
     */
    private static final Pattern PLAIN = Pattern.compile("(?:/(?!\\.{1,2}(?:/|$))[A-Za-z0-9._~-]+)*+/?");

    private static final Pattern LOGGABLE = Pattern.compile(
            "[A-Za-z._-]{0,32}|[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}");

    private RequestPaths() {}

    static boolean isPlain(String path) {
        return PLAIN.matcher(path).matches();
    }

    static boolean isPublic(HttpMethod method, String path) {
        for (var known : PUBLIC) {
            if (known.path().equals(path)) {
                return known.methods().contains(method);
            }
        }
        return false;
    }

    static boolean isSignIn(HttpMethod method, String path) {
        return method.equals(HttpMethod.POST) && SIGN_IN.contains(path);
    }

    /** Whether the path belongs to the gateway's own management, of which only the public probes are open to anyone. */
    static boolean isManagement(String path) {
        return path.startsWith(ACTUATOR);
    }

    static boolean isSocket(String path) {
        return path.startsWith(SOCKET);
    }

    /** The path with every segment replaced that is neither a word nor a UUID, and so might be somebody's number. */
    static String withoutPersonalData(String path) {
        return Stream.of(path.split("/", -1))
                .map(segment -> LOGGABLE.matcher(segment).matches() ? segment : "*")
                .collect(Collectors.joining("/"));
    }

    /** A path that is answered without a token when it is asked by one of these methods. */
    record PublicPath(String path, Set<HttpMethod> methods) {}
}
