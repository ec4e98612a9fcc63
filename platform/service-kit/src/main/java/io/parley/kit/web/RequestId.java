package io.parley.kit.web;

import io.parley.kit.id.Ids;
import jakarta.servlet.http.HttpServletRequest;
import java.util.regex.Pattern;

/** Names a request: the caller's {@code X-Request-Id} where it is sane, else a new one. */
public final class RequestId {

    /** The header that carries it both ways. */
    public static final String HEADER = "X-Request-Id";

    static final String ATTRIBUTE = RequestId.class.getName();

    private static final Pattern SANE = Pattern.compile("[A-Za-z0-9._-]{1,64}");

    private RequestId() {}

    /** Returns the id that the request has been given. */
    public static String of(HttpServletRequest request) {
        var id = request.getAttribute(ATTRIBUTE);
        return id == null ? "none" : id.toString();
    }

    static String choose(HttpServletRequest request, Ids ids) {
        var offered = request.getHeader(HEADER);
        return offered != null && SANE.matcher(offered).matches()
                ? offered
                : ids.next().toString();
    }
}
