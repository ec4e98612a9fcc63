package io.parley.kit.web;

import java.util.Map;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * What every HTTP answer depends on.
 *
 * @param maxBody longest request body that is read; longer ones are refused with 413
 * @param largerBodies the same for single paths that take more
 * @param environment {@code development} puts detail into errors, {@code production} does not
 */
@ConfigurationProperties("parley.web")
public record WebProperties(
        @DefaultValue("1MB") DataSize maxBody,
        @DefaultValue Map<String, DataSize> largerBodies,
        @DefaultValue("production") Environment environment) {

    /** Where the service runs. */
    public enum Environment {
        DEVELOPMENT,
        PRODUCTION
    }

    public WebProperties {
        largerBodies = Map.copyOf(largerBodies);
    }

    /** Returns how many bytes of a body are read that is sent to {@code path}. */
    long mostBytes(String path) {
        return largerBodies.getOrDefault(path, maxBody).toBytes();
    }

    boolean showsDetail() {
        return environment == Environment.DEVELOPMENT;
    }
}
