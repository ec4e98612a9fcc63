package io.parley.acceptance;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** The steps of the README's walk: what to type, and what comes back. */
final class Walk {

    private static final String HEADING = "\n## A walk\n";
    private static final Pattern STEP = Pattern.compile(
            "```sh\\n(?<input>.*?) *```\\s*```(?<kind>json|text)\\n(?<output>.*?) *```", Pattern.DOTALL);

    private Walk() {}

    record Step(String input, boolean json, String output) {

        /** Whether it may be typed again without changing anything. */
        boolean onlyAsks() {
            return input.contains("curl") && !input.contains(" -d ") && !input.contains(" -X ");
        }
    }

    static List<Step> in(Path readme) {
        try {
            var text = Files.readString(readme);
            var begin = text.indexOf(HEADING);
            if (begin < 0) {
                throw new IllegalStateException(readme + " has no section \"A walk\"");
            }
            var end = text.indexOf("\n## ", begin + HEADING.length());
            var steps = new ArrayList<Step>();
            var matcher = STEP.matcher(text.substring(begin, end < 0 ? text.length() : end));
            while (matcher.find()) {
                steps.add(new Step(
                        matcher.group("input").stripTrailing().stripIndent(),
                        matcher.group("kind").equals("json"),
                        matcher.group("output").stripTrailing().stripIndent()));
            }
            return steps;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
