package io.parley.sandbox.webhook;

import io.parley.sandbox.account.BusinessNumber;
import io.parley.sandbox.behaviour.CurrentBehaviour;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.concurrent.DelayQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends webhooks when they are due, a bounded number at a time, and each one again with growing pauses until it is
 * answered 200. Statuses of one number that fall due together share a POST, as Meta batches under load. Holds at most
 * {@code capacity} waiting webhooks and counts what it had to let go. Nothing survives the process.
 */
public final class Deliveries implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(Deliveries.class);
    // Enough to fill the batches of hundreds of numbers once statuses queue up.
    private static final int DRAIN = 20_000;

    private final CurrentBehaviour behaviour;
    private final WebhookBodies bodies;
    private final Subscriptions subscriptions;
    private final String defaultSecret;
    private final int capacity;
    private final int concurrency;
    private final Semaphore permits;
    private final WebhookClient client = new WebhookClient();
    private final DelayQueue<Pending> queue = new DelayQueue<>();
    private final ExecutorService senders = Executors.newVirtualThreadPerTaskExecutor();
    private final Thread dispatcher = new Thread(this::dispatch, "webhook-dispatcher");
    private final LongAdder accepted = new LongAdder();
    private final LongAdder failedAttempts = new LongAdder();
    private final LongAdder retried = new LongAdder();
    private final LongAdder gaveUp = new LongAdder();
    private final LongAdder overflowed = new LongAdder();

    public Deliveries(
            CurrentBehaviour behaviour,
            WebhookBodies bodies,
            Subscriptions subscriptions,
            String defaultSecret,
            int capacity,
            int concurrency) {
        this.behaviour = behaviour;
        this.bodies = bodies;
        this.subscriptions = subscriptions;
        this.defaultSecret = defaultSecret;
        this.capacity = capacity;
        this.concurrency = concurrency;
        this.permits = new Semaphore(concurrency);
        dispatcher.setDaemon(true);
    }

    public void start() {
        dispatcher.start();
    }

    /** Tells the receiver about this status after the delay. */
    public void schedule(StatusReport report, Duration delay) {
        offer(new Pending.Status(System.nanoTime() + delay.toNanos(), report));
    }

    /** Tells the receiver about this status now and waits for its answer; retried later where that was not 200. */
    public Delivery deliver(StatusReport report) {
        return deliver(report.number(), bodies.statuses(report.number(), List.of(report)));
    }

    /** Sends these exact bytes, signed for the number, and waits for the answer; retried later where not 200. */
    public Delivery deliver(BusinessNumber number, byte[] body) {
        if (!subscriptions.isSubscribed(number.businessAccountId())) {
            return new Delivery(null, "the app is not subscribed to " + number.businessAccountId());
        }
        return attempt(post(number, body), 0, System.nanoTime());
    }

    /** Sends these exact bytes once, signed for the number or with the sandbox's own secret. */
    public Delivery deliverOnce(@Nullable BusinessNumber number, byte[] body) {
        var delivery = tryOnce(
                number == null
                        ? WebhookPost.signed(behaviour.get().webhooks().url(), body, defaultSecret)
                        : post(number, body));
        (delivery.accepted() ? accepted : failedAttempts).increment();
        return delivery;
    }

    public DeliveryCounts counts() {
        return new DeliveryCounts(
                queue.size(),
                concurrency - permits.availablePermits(),
                accepted.sum(),
                failedAttempts.sum(),
                retried.sum(),
                gaveUp.sum(),
                overflowed.sum());
    }

    /** Forgets whatever waits. */
    public void clear() {
        queue.clear();
    }

    @Override
    public void close() {
        dispatcher.interrupt();
        senders.shutdownNow();
        client.close();
    }

    private void dispatch() {
        var due = new ArrayList<Pending>();
        try {
            while (true) {
                due.add(queue.take());
                queue.drainTo(due, DRAIN - 1);
                send(due);
                due.clear();
            }
        } catch (InterruptedException closing) {
            Thread.currentThread().interrupt();
        }
    }

    private void send(List<Pending> due) throws InterruptedException {
        var batchSize = behaviour.get().webhooks().batchSize();
        var statuses = new LinkedHashMap<BusinessNumber, List<StatusReport>>();
        for (var pending : due) {
            switch (pending) {
                case Pending.Status status -> {
                    var number = status.report().number();
                    var batch = statuses.computeIfAbsent(number, unused -> new ArrayList<>());
                    batch.add(status.report());
                    if (batch.size() == batchSize) {
                        statuses.remove(number);
                        inBackground(() -> deliver(number, bodies.statuses(number, batch)));
                    }
                }
                case Pending.Retry retry ->
                    inBackground(() -> attempt(retry.post(), retry.attempts(), retry.firstNanos()));
            }
        }
        for (var batch : statuses.entrySet()) {
            inBackground(() -> deliver(batch.getKey(), bodies.statuses(batch.getKey(), batch.getValue())));
        }
    }

    private void inBackground(Runnable delivery) throws InterruptedException {
        permits.acquire();
        senders.execute(() -> {
            try {
                delivery.run();
            } catch (RuntimeException failure) {
                log.error("A webhook could not be built or sent", failure);
            } finally {
                permits.release();
            }
        });
    }

    private Delivery attempt(WebhookPost post, int attempts, long firstNanos) {
        var delivery = tryOnce(post);
        if (delivery.accepted()) {
            accepted.increment();
            return delivery;
        }
        failedAttempts.increment();
        retryLater(post, attempts + 1, firstNanos);
        return delivery;
    }

    private Delivery tryOnce(WebhookPost post) {
        try {
            var timeout = Duration.ofMillis(behaviour.get().webhooks().timeoutMs());
            return new Delivery(client.post(post, timeout), null);
        } catch (IOException unreachable) {
            var reason = unreachable.getMessage();
            return new Delivery(null, reason == null ? unreachable.getClass().getSimpleName() : reason);
        }
    }

    private void retryLater(WebhookPost post, int attempts, long firstNanos) {
        var settings = behaviour.get().webhooks();
        var pause = Math.min(settings.retryMaxMs(), settings.retryFirstMs() << Math.min(attempts - 1, 20));
        var due = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(pause);
        if (due - firstNanos > TimeUnit.MILLISECONDS.toNanos(settings.giveUpAfterMs())) {
            gaveUp.increment();
            return;
        }
        retried.increment();
        offer(new Pending.Retry(due, post, attempts, firstNanos));
    }

    private void offer(Pending pending) {
        if (queue.size() >= capacity) {
            overflowed.increment();
            return;
        }
        queue.put(pending);
    }

    private WebhookPost post(BusinessNumber number, byte[] body) {
        URI url = subscriptions
                .callbackOf(number.businessAccountId())
                .orElse(behaviour.get().webhooks().url());
        var secret =
                number.appSecret() == null ? defaultSecret : number.appSecret().value();
        return WebhookPost.signed(url, body, secret);
    }
}
