package io.parley.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A link of the documentation leads somewhere. */
class LinksTest {

    private static final Pattern LINK = Pattern.compile("]\\(([^)#\\s]+)(?:#[^)]*)?\\)");

    static Stream<Path> pages() {
        return Stream.concat(
                Stream.of("README.md", "CONTRIBUTING.md").map(Repository.ROOT::resolve),
                Repository.files("docs", ".md").stream());
    }

    @ParameterizedTest
    @MethodSource("pages")
    void leadsToAFileThatIsThere(Path page) {
        var dead = LINK.matcher(Repository.text(page))
                .results()
                .map(found -> found.group(1))
                .filter(target -> !target.contains("://"))
                .filter(target -> !Files.exists(page.resolveSibling(target)))
                .toList();

        assertThat(dead).isEqualTo(List.of());
    }
}
