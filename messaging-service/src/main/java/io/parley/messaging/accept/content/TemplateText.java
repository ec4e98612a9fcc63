package io.parley.messaging.accept.content;

import io.parley.messaging.accept.content.TemplateShape.Text;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/** Limits of what a template says once its variables are filled. */
final class TemplateText {

    static final int LONGEST_HEADER = 60;
    static final int LONGEST_URL = 2000;

    private static final int LONGEST_BODY = 1024;
    private static final int LONGEST_BODY_ALONE = 32_768;
    private static final Pattern UNFIT = Pattern.compile("[\\n\\r\\t]| {5}");

    private TemplateText() {}

    /** Returns how long a body may be: longer where it is all there is. */
    static int longestBody(TemplateShape shape) {
        return shape.alone() ? LONGEST_BODY_ALONE : LONGEST_BODY;
    }

    /** Notes a value that WhatsApp takes in no template. */
    static void requireFit(Part part, String field, String value) {
        if (UNFIT.matcher(value).find()) {
            part.refuse(field, "must have no line break, no tab and no more than four spaces in a row");
        }
    }

    /** Notes the longest of {@code values} where they make the text too long together. */
    static void requireLength(Part part, Text text, List<String> values, int longest) {
        var length = text.lengthWith(values);
        if (length > longest
                && values.stream().allMatch(value -> value.codePoints().count() <= longest)) {
            IntStream.range(0, values.size())
                    .boxed()
                    .max(Comparator.comparingInt(place -> values.get(place).length()))
                    .ifPresent(place -> part.refuse(
                            text.variables().get(place),
                            "makes the text " + length + " characters long, of at most " + longest));
        }
    }
}
