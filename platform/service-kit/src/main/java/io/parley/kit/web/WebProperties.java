package io.parley.kit.web;

import java.util.Map;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * What every HTTP answer depends on.
 *
 * @param maxBody longest request body that is read; longer ones are refused with 413
 * @param bodyLimits the same for single routes, such as {@code POST /api/media}, in place of it
 * @param environment {@code development} puts detail into errors, {@code production} does not
 */
@ConfigurationProperties("parley.web")
public record WebProperties(
        @DefaultValue("1MB") DataSize maxBody,
        @DefaultValue Map<String, DataSize> bodyLimits,
        @DefaultValue("production") Environment environment) {

    /** Where the service runs. */
    public enum Environment {
        DEVELOPMENT,
        PRODUCTION
    }

    /** Returns the longest body of a request. */
    DataSize bodyLimit(String method, String path) {
        return bodyLimits.getOrDefault(method + " " + path, maxBody);
    }

    boolean showsDetail() {
        return environment == Environment.DEVELOPMENT;
    }
}
