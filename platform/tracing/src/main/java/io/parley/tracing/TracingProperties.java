package io.parley.tracing;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Where spans go, and of how many traces there are some.
 *
 * @param endpoint the collector's base URL, such as {@code http://collector:4318}; where empty, no spans are made
 * @param headers {@code name=value,name=value} for the collector, values percent-encoded; secret
 * @param ratio of the traces that begin here; those that come with a {@code traceparent} keep its decision
 */
@ConfigurationProperties("parley.tracing")
public record TracingProperties(
        @DefaultValue("") String endpoint,
        @DefaultValue("") String headers,
        @DefaultValue("0.1") double ratio) {

    public TracingProperties {
        endpoint = endpoint.strip().replaceAll("/+$", "");
        if (!endpoint.isEmpty() && !endpoint.matches("https?://.+")) {
            throw new IllegalArgumentException(
                    "parley.tracing.endpoint: " + endpoint + " (expected: a URL that begins with http:// or https://)");
        }
        if (!(ratio >= 0 && ratio <= 1)) {
            throw new IllegalArgumentException("parley.tracing.ratio: " + ratio + " (expected: 0 to 1)");
        }
    }

    boolean isOn() {
        return !endpoint.isEmpty();
    }

    /** Returns the headers one by one; what is not a pair is left out. */
    Map<String, String> headersByName() {
        var byName = new LinkedHashMap<String, String>();
        for (var pair : headers.split(",", -1)) {
            var end = pair.indexOf('=');
            if (end > 0) {
                byName.put(
                        pair.substring(0, end).strip(),
                        URLDecoder.decode(pair.substring(end + 1).strip().replace("+", "%2B"), StandardCharsets.UTF_8));
            }
        }
        return byName;
    }

    /** Leaves the headers out, which hold the collector's key. */
    @Override
    public String toString() {
        return "TracingProperties[endpoint=" + endpoint + ", ratio=" + ratio + "]";
    }
}
