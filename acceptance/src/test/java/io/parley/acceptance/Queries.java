package io.parley.acceptance;

import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/** What the dashboards and alerts ask Prometheus. */
final class Queries {

    private static final Pattern NAME = Pattern.compile("\\b([a-z]+_[a-z0-9_]+)\\b(?=[\\s{\\[)]|$)");
    private static final Pattern LABELS = Pattern.compile("\\{[^}]*}|by \\([^)]*\\)|\"[^\"]*\"|\\[[^\\]]*]");

    private Queries() {}

    static Stream<JsonNode> alerts() {
        return Repository.yaml(Repository.ROOT.resolve("deploy/prometheus/alerts.yml")).stream()
                .flatMap(file -> Repository.elements(file.path("groups")))
                .flatMap(group -> Repository.elements(group.path("rules")));
    }

    static Stream<JsonNode> panels() {
        return Repository.files("deploy/grafana/dashboards", ".json").stream()
                .map(file -> Repository.JSON.readTree(Repository.text(file)))
                .flatMap(board -> Repository.elements(board.path("panels")));
    }

    static Set<String> metrics() {
        var expressions = Stream.concat(
                alerts().map(alert -> alert.path("expr").stringValue()),
                panels().flatMap(panel -> Repository.elements(panel.path("targets")))
                        .map(target -> target.path("expr").stringValue()));
        return expressions
                .map(expression -> LABELS.matcher(expression).replaceAll(" "))
                .flatMap(expression -> NAME.matcher(expression).results().map(found -> found.group(1)))
                .collect(Collectors.toCollection(TreeSet::new));
    }
}
