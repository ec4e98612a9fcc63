package io.parley.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;

/** Whoever is woken by an alert finds out what to do. */
class AlertsTest {

    private static final Path RULES = Repository.ROOT.resolve("deploy/prometheus/alerts.yml");

    @Test
    void haveASectionInTheRunbookEach() {
        var sections = Repository.text(Repository.ROOT.resolve("docs/runbook.md"))
                .lines()
                .filter(line -> line.startsWith("### "))
                .map(line -> line.substring(4).strip())
                .toList();

        assertThat(Queries.alerts().map(alert -> alert.path("alert").stringValue()))
                .containsExactlyElementsOf(sections);
        assertThat(Queries.alerts())
                .allSatisfy(alert -> assertThat(
                                alert.path("annotations").path("runbook").stringValue())
                        .isEqualTo("docs/runbook.md#"
                                + alert.path("alert").stringValue().toLowerCase(Locale.ROOT)));
    }

    @Test
    void areRulesThatPrometheusTakes() throws IOException, InterruptedException {
        var promtool = Path.of("/usr/bin/promtool");
        assumeTrue(Files.isExecutable(promtool), "promtool is not installed");

        var check = new ProcessBuilder(List.of(promtool.toString(), "check", "rules", RULES.toString()))
                .redirectErrorStream(true)
                .start();
        var said = new String(check.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);

        assertThat(check.waitFor()).as(said).isZero();
    }

    @Test
    void andDashboardsAskForSomething() {
        assertThat(Queries.panels())
                .isNotEmpty()
                .allSatisfy(panel -> assertThat(Repository.elements(panel.path("targets")))
                        .allSatisfy(target ->
                                assertThat(target.path("expr").asString("")).isNotBlank()));
        assertThat(Queries.metrics()).hasSizeGreaterThan(20);
    }
}
