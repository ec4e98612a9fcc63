package io.parley.ingest.receive;

import tools.jackson.core.JacksonException;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.TokenStreamFactory;
import tools.jackson.core.json.JsonFactory;

/**
 * Reads bodies in one pass, without building trees. Whatever the bytes are, it returns; time and memory grow with their
 * number alone.
 */
class BodyReader {

    private static final int DEEPEST = 64;
    private static final int LONGEST_NUMBER = 100;

    private final JsonFactory json = JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(DEEPEST)
                    .maxNumberLength(LONGEST_NUMBER)
                    .build())
            .disable(TokenStreamFactory.Feature.CHARSET_DETECTION)
            .build();

    /** Returns what {@code body} says. */
    Reading read(byte[] body) {
        try (var parser = json.createParser(ObjectReadContext.empty(), body)) {
            return new BodyPass(parser).read();
        } catch (UnreadableBody e) {
            return new Reading.Unreadable(e.reason());
        } catch (JacksonException e) {
            return new Reading.Unreadable(Reading.Reason.NOT_JSON);
        }
    }
}
