package io.parley.analytics.view;

import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.LineDelimiter;
import io.parley.contract.TenantId;
import io.parley.kit.security.Caller;
import io.parley.kit.web.ProblemException;
import io.swagger.v3.oas.annotations.Operation;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Writes the figures as CSV, line by line. A cell that a spreadsheet would run begins with an apostrophe. */
@RestController
class ExportController {

    private static final String GUARDED = "=+-@\t\r'";

    private final OverviewQueries overviews;
    private final FigureQueries figures;
    private final Reliable reliable;
    private final Clock clock;

    ExportController(OverviewQueries overviews, FigureQueries figures, Reliable reliable, Clock clock) {
        this.overviews = overviews;
        this.figures = figures;
        this.reliable = reliable;
        this.clock = clock;
    }

    @Operation(
            summary = "Export figures as CSV",
            description = "One of the reports, with a line for each day, agent or template. Cells that a spreadsheet "
                    + "would run begin with an apostrophe.")
    @GetMapping("/api/analytics/export")
    void export(
            Caller caller,
            @RequestParam(required = false) @Nullable String report,
            @RequestParam(required = false) @Nullable String days,
            @RequestParam(required = false) @Nullable String tz,
            HttpServletResponse response)
            throws IOException {
        var wanted = report(report);
        var window = Window.of(days, tz, clock);
        reliable.check();
        var lines = lines(wanted, caller.tenant(), window);
        response.setContentType("text/csv;charset=UTF-8");
        response.setHeader(
                "Content-Disposition", "attachment; filename=\"" + wanted.name().toLowerCase(Locale.ROOT) + ".csv\"");
        response.setHeader("Cache-Control", "no-store");
        var csv = CsvWriter.builder()
                .lineDelimiter(LineDelimiter.CRLF)
                .build(new OutputStreamWriter(response.getOutputStream(), StandardCharsets.UTF_8));
        csv.writeRecord(wanted.columns());
        lines.forEach(line -> csv.writeRecord(line));
        csv.flush();
    }

    private Stream<List<String>> lines(Report report, TenantId tenant, Window window) {
        return switch (report) {
            case ACTIVITY ->
                overviews.days(tenant, window).stream()
                        .map(one -> cells(
                                one.day(), one.accepted(), one.inbound(), one.delivered(), one.read(), one.failed()));
            case AGENTS ->
                figures.agents(tenant, window).stream()
                        .map(one -> cells(
                                one.id(),
                                one.name(),
                                one.sent(),
                                one.firstResponses(),
                                one.averageFirstResponseSeconds(),
                                one.resolutions(),
                                one.averageResolutionSeconds()));
            case TEMPLATES ->
                figures.templates(tenant, window).stream()
                        .map(one -> cells(
                                one.name(), one.language(), one.sent(), one.delivered(), one.read(), one.failed()));
        };
    }

    private static List<String> cells(@Nullable Object... values) {
        return Arrays.stream(values)
                .map(value -> value == null ? "" : guarded(value.toString()))
                .toList();
    }

    private static String guarded(String text) {
        return !text.isEmpty() && GUARDED.indexOf(text.charAt(0)) >= 0 ? "'" + text : text;
    }

    private static Report report(@Nullable String name) {
        if (name == null || name.isEmpty()) {
            return Report.ACTIVITY;
        }
        return Arrays.stream(Report.values())
                .filter(one -> one.name().equalsIgnoreCase(name))
                .findFirst()
                .orElseThrow(() -> ProblemException.ofField(
                        "report",
                        "must be one of "
                                + Arrays.stream(Report.values())
                                        .map(one -> one.name().toLowerCase(Locale.ROOT))
                                        .collect(Collectors.joining(", "))));
    }
}
