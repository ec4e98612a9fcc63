package io.parley.messaging.accept.content;

import io.parley.messaging.accept.content.TemplateShape.Button;
import io.parley.messaging.accept.content.TemplateShape.Header;
import io.parley.messaging.accept.content.TemplateShape.Text;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/**
 * Makes the shape of a template that Parley does not know out of the variables that are given for it: it has exactly
 * those, and its buttons open links. WhatsApp will say if not.
 */
final class TemplateGuess {

    private static final Pattern NUMBER = Pattern.compile("[1-9][0-9]{0,2}");
    private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9_]{0,99}");
    private static final Set<String> MEDIA = Set.of("image", "video", "document", "location");
    private static final int MOST_BUTTONS = 10;

    private TemplateGuess() {}

    static TemplateShape of(Part variables) {
        if (!TemplateVariables.isNested(variables)) {
            return new TemplateShape(
                    isNamed(variables), Optional.empty(), text(variables), List.of(), List.of(), false, true);
        }
        var header = variables.optionalPart("header");
        var body = variables.optionalPart("body");
        return new TemplateShape(
                isNamed(body) || isNamed(header) && !hasMedia(header),
                header.fields().isEmpty() ? Optional.empty() : Optional.of(header(header)),
                text(body),
                buttons(variables.optionalPart("buttons")),
                List.of(),
                false,
                true);
    }

    private static Header header(Part header) {
        return header.fields().stream()
                .filter(MEDIA::contains)
                .findFirst()
                .map(media -> new Header(media, Text.NONE))
                .orElseGet(() -> new Header("text", text(header)));
    }

    private static List<Button> buttons(Part buttons) {
        var shapes = new ArrayList<Button>();
        for (var i = 0; i < MOST_BUTTONS; i++) {
            var there = buttons.has(Integer.toString(i));
            shapes.add(new Button(there ? "url" : "", there, false, Text.NONE));
        }
        return shapes;
    }

    private static boolean hasMedia(Part header) {
        return header.fields().stream().anyMatch(MEDIA::contains);
    }

    private static boolean isNamed(Part part) {
        return part.fields().stream().anyMatch(name -> !NUMBER.matcher(name).matches());
    }

    private static Text text(Part part) {
        var names = part.fields();
        if (!isNamed(part)) {
            return new Text(
                    "",
                    IntStream.rangeClosed(1, names.size())
                            .mapToObj(Integer::toString)
                            .toList());
        }
        names.stream()
                .filter(name -> !NAME.matcher(name).matches())
                .forEach(name -> part.refuse(name, "must be a number, or a name of a-z, 0-9 and _; all of one kind"));
        return new Text("", names);
    }
}
