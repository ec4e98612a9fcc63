package io.parley.contact.hear;

import java.util.Set;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The words by which customers refuse marketing and ask for it again. A message counts that is one of them and nothing
 * else, whatever its case, accents and punctuation.
 */
@ConfigurationProperties("parley.contact.opt-out")
record OptOutProperties(
        @DefaultValue Set<String> stopWords, @DefaultValue Set<String> startWords) {

    OptOutProperties {
        stopWords = Set.copyOf(stopWords);
        startWords = Set.copyOf(startWords);
    }
}
