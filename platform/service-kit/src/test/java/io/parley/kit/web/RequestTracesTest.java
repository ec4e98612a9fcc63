package io.parley.kit.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.sdk.testing.exporter.InMemorySpanExporter;
import io.opentelemetry.sdk.trace.data.StatusData;
import io.parley.kit.id.Ids;
import io.parley.kit.trace.Trace;
import io.parley.tracing.Tracing;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.slf4j.MDC;
import org.springframework.mock.web.MockAsyncContext;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.web.servlet.HandlerMapping;

/** What becomes of traces when requests are answered. */
class RequestTracesTest {

    static final String GIVEN = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";

    final InMemorySpanExporter exported = InMemorySpanExporter.create();
    final RequestIdFilter filter = filter(Tracing.to(exported, 0, "contact-service"));
    final MockHttpServletRequest request = new MockHttpServletRequest("GET", "/api/contacts/447700900123");
    final MockHttpServletResponse response = new MockHttpServletResponse();

    @Test
    void whatARequestCausesContinuesItsSpanWhichIsNamedAfterTheRoute() throws ServletException, IOException {
        request.addHeader(Trace.HEADER, GIVEN);
        var carried = new ArrayList<String>();

        filter.doFilter(request, response, (asked, answer) -> {
            carried.add(Trace.current().orElseThrow());
            carried.add(MDC.get("traceId"));
            asked.setAttribute(HandlerMapping.BEST_MATCHING_PATTERN_ATTRIBUTE, "/api/contacts/{id}");
        });

        assertThat(exported.getFinishedSpanItems()).singleElement().satisfies(span -> {
            assertThat(span.getName()).isEqualTo("GET /api/contacts/{id}");
            assertThat(span.getParentSpanId()).isEqualTo("b7ad6b7169203331");
            assertThat(span.getAttributes().get(AttributeKey.longKey("http.response.status_code")))
                    .isEqualTo(200);
            assertThat(span.toString()).doesNotContain("447700900123");
            assertThat(carried)
                    .containsExactly(
                            "00-0af7651916cd43dd8448eb211c80319c-" + span.getSpanId() + "-01",
                            "0af7651916cd43dd8448eb211c80319c");
        });
    }

    @Test
    void theSpanOfAnAnswerThatComesLaterEndsWithIt() throws ServletException, IOException {
        request.addHeader(Trace.HEADER, GIVEN);
        request.setAsyncSupported(true);

        filter.doFilter(request, response, (asked, answer) -> asked.startAsync());
        assertThat(exported.getFinishedSpanItems()).isEmpty();
        response.setStatus(503);
        Objects.requireNonNull((MockAsyncContext) request.getAsyncContext()).complete();

        assertThat(exported.getFinishedSpanItems()).singleElement().satisfies(span -> {
            assertThat(span.getStatus()).isEqualTo(StatusData.error());
            assertThat(span.getAttributes().get(AttributeKey.longKey("http.response.status_code")))
                    .isEqualTo(503);
        });
    }

    @Test
    void aRequestThatBreaksHasAFailedSpan() {
        request.addHeader(Trace.HEADER, GIVEN);
        FilterChain broken = (asked, answer) -> {
            ((HttpServletResponse) answer).setStatus(500);
            throw new IllegalStateException("broken");
        };

        assertThatThrownBy(() -> filter.doFilter(request, response, broken)).isInstanceOf(IllegalStateException.class);

        assertThat(exported.getFinishedSpanItems())
                .singleElement()
                .satisfies(span -> assertThat(span.getStatus()).isEqualTo(StatusData.error()));
    }

    @Test
    void probesHaveNone() throws ServletException, IOException {
        request.setRequestURI("/actuator/health/readiness");
        request.addHeader(Trace.HEADER, GIVEN);

        filter.doFilter(request, response, (asked, answer) -> {});

        assertThat(exported.getFinishedSpanItems()).isEmpty();
    }

    @Test
    void withoutACollectorARequestKeepsTheTraceThatItCameWith() throws ServletException, IOException {
        request.addHeader(Trace.HEADER, GIVEN);
        var carried = new ArrayList<String>();

        filter(Tracing.off())
                .doFilter(
                        request,
                        response,
                        (asked, answer) -> carried.add(Trace.current().orElseThrow()));

        assertThat(carried).containsExactly(GIVEN);
    }

    private static RequestIdFilter filter(Tracing tracing) {
        return new RequestIdFilter(new Ids(), new RequestSpans(tracing));
    }
}
