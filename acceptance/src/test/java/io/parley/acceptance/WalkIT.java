package io.parley.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.parley.kit.json.Json;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import tools.jackson.core.JacksonException;

/** Takes the README's walk word by word, so that it cannot rot. */
@ExtendWith(StackExtension.class)
class WalkIT {

    private static final String END = "-- end of the step --";

    private final Stack stack;

    WalkIT(Stack stack) {
        this.stack = stack;
    }

    /** The ledger counts by the hour; one that ends during the walk would show two rows instead of one. */
    @BeforeEach
    void awaitAnHourWithAWalkLeftInIt() {
        await().atMost(Duration.ofMinutes(4))
                .until(() -> LocalTime.now(ZoneOffset.UTC).getMinute() < 57);
    }

    @Test
    void answersAsTheReadmeShows() throws IOException {
        var steps = Walk.in(readme());
        assertThat(steps).hasSizeGreaterThanOrEqualTo(6);

        try (var shell = new Shell()) {
            for (var step : steps) {
                if (step.onlyAsks()) {
                    await(step.input())
                            .untilAsserted(() -> assertThat(differences(step, shell.type(step.input())))
                                    .isEmpty());
                } else {
                    assertThat(differences(step, shell.type(step.input())))
                            .as(step.input())
                            .isEmpty();
                }
            }
        }
    }

    private List<String> differences(Walk.Step step, String printed) {
        if (step.json()) {
            try {
                return Shape.differences(
                        Json.events().readTree(here(step.output())),
                        Json.events().readTree(printed));
            } catch (JacksonException e) {
                return List.of("not JSON: " + printed);
            }
        }
        var shown = step.output().strip().lines().toList();
        var actual = printed.strip().lines().toList();
        if (shown.size() != actual.size()) {
            return List.of(printed + " (shown: " + step.output() + ")");
        }
        return java.util.stream.IntStream.range(0, shown.size())
                .filter(line -> !Shape.alike(shown.get(line), actual.get(line)))
                .mapToObj(line -> actual.get(line) + " (shown: " + shown.get(line) + ")")
                .toList();
    }

    /** The stack of the test listens elsewhere than the reader's. */
    private String here(String text) {
        return text.replace("http://localhost:3000", "http://localhost:" + stack.port());
    }

    private static Path readme() {
        var here = Path.of(System.getProperty("basedir", "")).toAbsolutePath();
        return Files.exists(here.resolve("local-stack")) ? here.resolve("README.md") : here.resolveSibling("README.md");
    }

    /** One bash for the whole walk, so that what a step captures is there in the next. */
    private final class Shell implements AutoCloseable {

        private final Process bash;
        private final Writer in;
        private final BufferedReader out;

        Shell() throws IOException {
            this.bash = new ProcessBuilder("bash", "--noprofile", "--norc")
                    .redirectErrorStream(true)
                    .start();
            this.in = bash.outputWriter(StandardCharsets.UTF_8);
            this.out = new BufferedReader(new InputStreamReader(bash.getInputStream(), StandardCharsets.UTF_8));
            var command = stack.parley().stream().map(part -> "'" + part + "'").collect(Collectors.joining(" "));
            in.write("parley() { " + command + " \"$@\" --port " + stack.port() + " </dev/null; }\n");
        }

        /** Types {@code input}, and returns what is printed. */
        String type(String input) {
            try {
                in.write(here(input).replace("./parley ", "parley "));
                in.write("\nprintf '\\n%s\\n' '" + END + "'\n");
                in.flush();
                var printed = new StringBuilder();
                for (var line = out.readLine(); line != null && !line.equals(END); line = out.readLine()) {
                    printed.append(line).append('\n');
                }
                return printed.toString();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        @Override
        public void close() throws IOException {
            in.close();
            bash.destroy();
        }
    }
}
