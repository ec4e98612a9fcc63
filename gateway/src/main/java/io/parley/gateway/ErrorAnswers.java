package io.parley.gateway;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferUtils;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.stereotype.Component;
import org.springframework.web.ErrorResponse;
import org.springframework.web.server.MethodNotAllowedException;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import tools.jackson.databind.json.JsonMapper;

/**
 * Turns whatever goes wrong into the error envelope. Nothing of an exception reaches a caller except, in development, one
 * line of detail; what nobody foresaw is logged with the request's id.
 */
@Component
class ErrorAnswers {

    private static final Logger log = LoggerFactory.getLogger(ErrorAnswers.class);

    /** What a service's answer may have left in the response before it broke off. */
    private static final List<String> HEADERS_OF_THE_LOST_ANSWER = List.of(
            HttpHeaders.CONTENT_LENGTH,
            HttpHeaders.CONTENT_ENCODING,
            HttpHeaders.CONTENT_DISPOSITION,
            HttpHeaders.CONTENT_RANGE,
            HttpHeaders.TRANSFER_ENCODING,
            HttpHeaders.CACHE_CONTROL,
            HttpHeaders.ETAG,
            HttpHeaders.LAST_MODIFIED);

    private static final long MOST_SWALLOWED = 16L << 20;
    private static final Duration LONGEST_SWALLOW = Duration.ofSeconds(5);

    private final JsonMapper json;
    private final boolean development;

    ErrorAnswers(JsonMapper json, EdgeProperties properties) {
        this.json = json;
        this.development = properties.development();
    }

    /** Answers with the envelope; fails with {@code problem} where the answer has already begun, so that it breaks off. */
    Mono<Void> answer(ServerWebExchange exchange, Throwable problem) {
        var response = exchange.getResponse();
        if (response.isCommitted()) {
            log.warn(
                    "Answer to {} broke off: {}",
                    Edge.requestId(exchange),
                    problem.getClass().getName());
            return Mono.error(problem);
        }
        var refusal = refusalOf(exchange, problem);
        var headers = response.getHeaders();
        HEADERS_OF_THE_LOST_ANSWER.forEach(headers::remove);
        refusal.retryAfter().ifPresent(wait -> headers.set(HttpHeaders.RETRY_AFTER, seconds(wait)));
        if (refusal.error() == GatewayError.UNAUTHORIZED) {
            headers.set(HttpHeaders.WWW_AUTHENTICATE, "Bearer");
        }
        if (refusal.error() == GatewayError.PAYLOAD_TOO_LARGE) {
            headers.set(HttpHeaders.CONNECTION, "close");
        }
        if (problem instanceof MethodNotAllowedException method) {
            headers.setAllow(method.getSupportedMethods());
        }
        var envelope = ErrorEnvelope.of(refusal.error(), refusal.text(), Edge.requestId(exchange));
        var cause = refusal.getCause();
        return write(
                exchange,
                refusal.error(),
                development && cause != null ? envelope.withDetail(cause.toString()) : envelope);
    }

    Mono<Void> write(ServerWebExchange exchange, GatewayError error, ErrorEnvelope envelope) {
        var response = exchange.getResponse();
        response.setStatusCode(error.status());
        response.getHeaders().setContentType(MediaType.APPLICATION_JSON);
        var bytes = json.writeValueAsBytes(envelope);
        response.getHeaders().setContentLength(bytes.length);
        var answer =
                Mono.<DataBuffer>fromSupplier(() -> response.bufferFactory().wrap(bytes));
        return error == GatewayError.PAYLOAD_TOO_LARGE
                ? response.writeAndFlushWith(Flux.concat(Mono.just(answer), swallow(exchange.getRequest())))
                : response.writeWith(answer);
    }

    /**
     * The answer is out by now. Whoever is still sending reads it only when it is done, and loses it if the connection is
     * closed before that; so a good deal more of the body is taken, and thrown away.
     */
    private static <T> Mono<T> swallow(ServerHttpRequest request) {
        var swallowed = new AtomicLong();
        return request.getBody()
                .takeUntil(buffer -> {
                    var total = swallowed.addAndGet(buffer.readableByteCount());
                    DataBufferUtils.release(buffer);
                    return total > MOST_SWALLOWED;
                })
                .timeout(LONGEST_SWALLOW)
                .onErrorComplete()
                .then(Mono.empty());
    }

    private static Refusal refusalOf(ServerWebExchange exchange, Throwable problem) {
        if (problem instanceof Refusal refusal) {
            return refusal;
        }
        if (problem instanceof ErrorResponse spring) {
            return refusalOf(spring.getStatusCode(), problem);
        }
        if (problem instanceof IOException || problem instanceof TimeoutException) {
            return Refusal.unavailable("The service that answers this is not available.", problem);
        }
        log.error("Request {} failed for a reason that nobody foresaw", Edge.requestId(exchange), problem);
        return new Refusal(GatewayError.INTERNAL_ERROR, "Something went wrong.", null, problem);
    }

    private static Refusal refusalOf(HttpStatusCode status, Throwable problem) {
        return switch (status.value()) {
            case 404 -> new Refusal(GatewayError.NOT_FOUND, "There is nothing here.");
            case 405 -> new Refusal(GatewayError.METHOD_NOT_ALLOWED, "This path does not take that method.");
            case 413 -> new Refusal(GatewayError.PAYLOAD_TOO_LARGE, "The request body is too large.");
            default ->
                status.is4xxClientError()
                        ? new Refusal(GatewayError.MALFORMED_REQUEST, "The request cannot be understood.")
                        : Refusal.unavailable("The service that answers this is not available.", problem);
        };
    }

    private static String seconds(Duration wait) {
        return Long.toString(Math.max(1, wait.plusMillis(999).toSeconds()));
    }
}
