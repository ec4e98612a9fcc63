package io.parley.contact.hear;

import io.parley.contact.book.Consent;
import io.parley.contact.book.SearchText;
import io.parley.contract.MessageEvent;
import io.parley.contract.MessageType;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/** Understands the words by which customers opt out and in again, typed or pressed as a button. */
@Component
class OptOutWords {

    private static final int LONGEST = 60;
    private static final Pattern AROUND = Pattern.compile("^[^\\p{L}\\p{N}]+|[^\\p{L}\\p{N}]+$");

    private final Set<String> stop;
    private final Set<String> start;

    OptOutWords(OptOutProperties properties) {
        stop = properties.stopWords().stream().map(OptOutWords::word).collect(Collectors.toSet());
        start = properties.startWords().stream().map(OptOutWords::word).collect(Collectors.toSet());
    }

    /** Returns what a message says of marketing; silence for nearly all. */
    Consent read(MessageEvent message) {
        var said = word(textOf(message));
        if (stop.contains(said)) {
            return new Consent(true, message.createdAt());
        }
        return start.contains(said) ? new Consent(false, message.createdAt()) : Consent.SILENT;
    }

    private static String textOf(MessageEvent message) {
        var field = message.type() == MessageType.TEXT ? "text" : "title";
        return message.type() == MessageType.TEXT || message.type() == MessageType.INTERACTIVE
                ? String.valueOf(message.content().get(field))
                : "";
    }

    private static String word(String text) {
        return text.length() > LONGEST
                ? ""
                : AROUND.matcher(SearchText.query(text).value()).replaceAll("");
    }
}
