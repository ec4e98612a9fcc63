package io.parley.messaging.dispatch;

import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.parley.contract.TenantId;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * One tenant's share of the dispatcher. A tenant whose calls end without an answer is left alone for a while, so that it
 * neither piles up unknown outcomes nor takes the places of others.
 */
final class TenantGate {

    private static final CircuitBreakerConfig BREAKER = CircuitBreakerConfig.custom()
            .slidingWindowSize(20)
            .minimumNumberOfCalls(10)
            .failureRateThreshold(60)
            .waitDurationInOpenState(Duration.ofSeconds(10))
            .permittedNumberOfCallsInHalfOpenState(3)
            .build();

    private final CircuitBreaker breaker;
    private final AtomicInteger claimed = new AtomicInteger();

    TenantGate(TenantId tenant) {
        this.breaker = CircuitBreaker.of("CloudApi/send " + tenant, BREAKER);
    }

    /** Returns how many more messages of the tenant may be claimed where {@code most} may be at once. */
    int room(int most) {
        return switch (breaker.getState()) {
            case OPEN, FORCED_OPEN -> reopened() ? 1 : 0;
            case HALF_OPEN -> Math.max(0, BREAKER.getPermittedNumberOfCallsInHalfOpenState() - claimed.get());
            case CLOSED, DISABLED, METRICS_ONLY -> Math.max(0, most - claimed.get());
        };
    }

    /** An open breaker changes its state only when somebody asks to pass. */
    private boolean reopened() {
        if (!breaker.tryAcquirePermission()) {
            return false;
        }
        breaker.releasePermission();
        return true;
    }

    void claimed() {
        claimed.incrementAndGet();
    }

    /** A claimed message was given back, or its outcome was heard. */
    void done() {
        claimed.decrementAndGet();
    }

    boolean mayCall() {
        return breaker.tryAcquirePermission();
    }

    /** Takes note of how a call ended; {@code answered} is whether WhatsApp said anything of use. */
    void ended(boolean answered, Duration took) {
        if (answered) {
            breaker.onSuccess(took.toNanos(), TimeUnit.NANOSECONDS);
        } else {
            breaker.onError(took.toNanos(), TimeUnit.NANOSECONDS, new UnansweredCall());
        }
    }

    /** Stands for a call without an answer; nobody throws it. */
    private static final class UnansweredCall extends RuntimeException {
        private static final long serialVersionUID = 1L;

        UnansweredCall() {
            super("no answer", null, false, false);
        }
    }
}
