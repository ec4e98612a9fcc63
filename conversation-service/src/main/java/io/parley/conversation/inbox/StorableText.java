package io.parley.conversation.inbox;

import java.util.regex.Pattern;

/** Makes text of people storable: what PostgreSQL cannot keep becomes the replacement character. */
public final class StorableText {

    private static final Pattern UNSTORABLE =
            Pattern.compile("\\x00|[\\ud800-\\udbff](?![\\udc00-\\udfff])|(?<![\\ud800-\\udbff])[\\udc00-\\udfff]");

    private StorableText() {}

    public static String of(String text) {
        return UNSTORABLE.matcher(text).replaceAll("\ufffd");
    }
}
