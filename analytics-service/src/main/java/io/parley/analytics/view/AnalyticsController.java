package io.parley.analytics.view;

import io.parley.kit.security.Caller;
import io.parley.kit.web.Success;
import io.swagger.v3.oas.annotations.Operation;
import java.time.Clock;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Answers questions about the last days, to everybody of the tenant. */
@RestController
@RequestMapping("/api/analytics")
class AnalyticsController {

    private final OverviewQueries overviews;
    private final FigureQueries figures;
    private final Reliable reliable;
    private final Clock clock;

    AnalyticsController(OverviewQueries overviews, FigureQueries figures, Reliable reliable, Clock clock) {
        this.overviews = overviews;
        this.figures = figures;
        this.reliable = reliable;
        this.clock = clock;
    }

    record Agents(List<AgentFigures> agents) {}

    record Templates(List<TemplateFigures> templates) {}

    @Operation(
            summary = "The overview",
            description = "What came in and went out in the last days of a time zone, today included, and day by day. "
                    + "The figures are exact.")
    @GetMapping("/overview")
    Success<Overview> overview(
            Caller caller,
            @RequestParam(required = false) @Nullable String days,
            @RequestParam(required = false) @Nullable String tz) {
        return Success.of(overviews.overview(caller.tenant(), window(days, tz)));
    }

    @Operation(
            summary = "Figures of agents",
            description = "What each sent, how long customers waited for a first answer, and how long it took until "
                    + "their conversation was closed.")
    @GetMapping("/agents")
    Success<Agents> agents(
            Caller caller,
            @RequestParam(required = false) @Nullable String days,
            @RequestParam(required = false) @Nullable String tz) {
        return Success.of(new Agents(figures.agents(caller.tenant(), window(days, tz))));
    }

    @Operation(
            summary = "Figures of templates",
            description = "What became of the messages made from each template. One that was read also counts as "
                    + "sent and delivered.")
    @GetMapping("/templates")
    Success<Templates> templates(
            Caller caller,
            @RequestParam(required = false) @Nullable String days,
            @RequestParam(required = false) @Nullable String tz) {
        return Success.of(new Templates(figures.templates(caller.tenant(), window(days, tz))));
    }

    private Window window(@Nullable String days, @Nullable String tz) {
        var window = Window.of(days, tz, clock);
        reliable.check();
        return window;
    }
}
