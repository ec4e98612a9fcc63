package io.parley.messaging.erase;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * How customers are erased.
 *
 * @param quiet how long after the names were taken away everything is looked at once more: longer than any request or batch of
 *     records that still knew the names may take to end
 */
@Validated
@ConfigurationProperties("parley.messaging.erase")
record EraseProperties(@DefaultValue("5s") Duration quiet) {

    EraseProperties {
        if (quiet.isNegative()) {
            throw new IllegalArgumentException("quiet: " + quiet + " (expected: no less than 0s)");
        }
    }
}
