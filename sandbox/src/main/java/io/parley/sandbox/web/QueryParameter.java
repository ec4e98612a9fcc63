package io.parley.sandbox.web;

import jakarta.servlet.http.HttpServletRequest;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import org.springframework.web.util.UriComponentsBuilder;

/** Parameters of the query alone. The servlet's own would also eat a body that {@code curl -d} labels as a form. */
public final class QueryParameter {

    private QueryParameter() {}

    public static @Nullable String of(HttpServletRequest request, String name) {
        var query = request.getQueryString();
        if (query == null || !query.contains(name)) {
            return null;
        }
        var values = UriComponentsBuilder.newInstance().query(query).build().getQueryParams();
        var value = values.getFirst(name);
        return value == null ? null : URLDecoder.decode(value, StandardCharsets.UTF_8);
    }
}
