package io.parley.ingest.receive;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/** What the parser stands on: its text and its place. */
final class Tokens {

    private static final int LONGEST_IDENTIFIER = 200;

    private Tokens() {}

    /** Returns the text of a string or whole number that can be an identifier: 1 to 200 visible ASCII characters. */
    static @Nullable String identifier(JsonParser parser) {
        var token = parser.currentToken();
        if (token != JsonToken.VALUE_STRING && token != JsonToken.VALUE_NUMBER_INT) {
            return null;
        }
        var text = parser.getString();
        return isIdentifier(text) ? text : null;
    }

    /** Returns the place of a string, number or literal; null for anything else. */
    static @Nullable Slice scalar(JsonParser parser) {
        return parser.currentToken().isScalarValue() ? upToHere(parser, start(parser)) : null;
    }

    static int start(JsonParser parser) {
        return (int) parser.currentTokenLocation().getByteOffset();
    }

    /** Returns the place from {@code start} to the end of the current token. */
    static Slice upToHere(JsonParser parser, int start) {
        parser.finishToken();
        return new Slice(start, (int) parser.currentLocation().getByteOffset());
    }

    private static boolean isIdentifier(String text) {
        if (text.isEmpty() || text.length() > LONGEST_IDENTIFIER) {
            return false;
        }
        for (var i = 0; i < text.length(); i++) {
            if (text.charAt(i) <= ' ' || text.charAt(i) > '~') {
                return false;
            }
        }
        return true;
    }
}
