package io.parley.kit.web;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * What every HTTP answer depends on.
 *
 * @param maxBody longest request body that is read; longer ones are refused with 413
 * @param environment {@code development} puts detail into errors, {@code production} does not
 */
@ConfigurationProperties("parley.web")
public record WebProperties(
        @DefaultValue("1MB") DataSize maxBody,
        @DefaultValue("production") Environment environment) {

    /** Where the service runs. */
    public enum Environment {
        DEVELOPMENT,
        PRODUCTION
    }

    boolean showsDetail() {
        return environment == Environment.DEVELOPMENT;
    }
}
