package io.parley.ingest.receive;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.parley.kit.trace.Trace;
import io.parley.kit.web.CommonError;
import io.parley.kit.web.ErrorWriter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.web.servlet.HandlerMapping;

/**
 * Answers {@code POST /api/webhook}. It is a filter in front of all but the one that names requests, because the body's
 * raw bytes must reach it untouched, its limit differs, and no access token is asked for.
 */
final class WebhookFilter extends HttpFilter {

    private static final String SIGNATURE = "X-Hub-Signature-256";
    private static final byte[] OK = "{\"success\":true,\"data\":{}}".getBytes(StandardCharsets.UTF_8);
    private static final String PATH = "/api/webhook";

    private final transient ReceiveWebhook webhooks;
    private final transient ReceiveProperties properties;
    private final transient InFlightBytes inFlight;
    private final transient ErrorWriter errors;
    private final transient Map<Answer, Timer> timers;

    WebhookFilter(ReceiveWebhook webhooks, ReceiveProperties properties, ErrorWriter errors, MeterRegistry metrics) {
        this.webhooks = webhooks;
        this.properties = properties;
        this.inFlight = new InFlightBytes(properties.inFlight().toBytes());
        this.errors = errors;
        this.timers = new EnumMap<>(Arrays.stream(Answer.values())
                .collect(Collectors.toMap(
                        Function.identity(),
                        answer -> Timer.builder("parley.ingest.receive.webhooks")
                                .tag("answer", answer.name())
                                .register(metrics))));
        metrics.gauge("parley.ingest.receive.bytes", inFlight, InFlightBytes::taken);
    }

    @Override
    protected void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        if (!HttpMethod.POST.name().equals(request.getMethod())) {
            chain.doFilter(request, response);
            return;
        }
        request.setAttribute(HandlerMapping.BEST_MATCHING_PATTERN_ATTRIBUTE, PATH); // as a controller's would be
        var begun = System.nanoTime();
        var answer = receive(request);
        write(answer, request, response);
        var timer = timers.get(answer);
        if (timer != null) {
            timer.record(System.nanoTime() - begun, java.util.concurrent.TimeUnit.NANOSECONDS);
        }
    }

    private Answer receive(HttpServletRequest request) throws IOException {
        try (var lease = inFlight.lease()) {
            var limit = (int) properties.maxBody().toBytes();
            var taken = new Intake(lease, limit).read(request.getInputStream(), request.getContentLengthLong());
            return switch (taken) {
                case Intake.Taken.TooLarge() -> Answer.TOO_LARGE;
                case Intake.Taken.NoRoom() -> Answer.UNAVAILABLE;
                case Intake.Taken.Body(var bytes) ->
                    webhooks.receive(
                            bytes, signatureOf(request), Trace.current().orElse(null));
            };
        }
    }

    /** Returns the one signature that is given; what is given twice is none. */
    private static String signatureOf(HttpServletRequest request) {
        var signatures = request.getHeaders(SIGNATURE);
        var first = signatures.hasMoreElements() ? signatures.nextElement() : "";
        return signatures.hasMoreElements() ? "" : first;
    }

    private void write(Answer answer, HttpServletRequest request, HttpServletResponse response) throws IOException {
        response.setHeader("X-Content-Type-Options", "nosniff");
        switch (answer) {
            case ACKNOWLEDGED -> {
                response.setContentType("application/json");
                response.setContentLength(OK.length);
                response.getOutputStream().write(OK);
            }
            case UNAUTHORIZED ->
                errors.write(request, response, CommonError.UNAUTHORIZED, "The signature does not speak for this body");
            case TOO_LARGE ->
                errors.write(
                        request,
                        response,
                        CommonError.PAYLOAD_TOO_LARGE,
                        "The body is larger than " + properties.maxBody().toBytes() + " bytes");
            case UNAVAILABLE -> {
                var seconds = Math.max(1, properties.retryAfter().toSeconds());
                response.setHeader(HttpHeaders.RETRY_AFTER, String.valueOf(seconds));
                errors.write(request, response, CommonError.SERVICE_UNAVAILABLE, "Temporarily unavailable, try again");
            }
        }
    }
}
