package io.parley.messaging.receipt;

import io.micrometer.core.instrument.MeterRegistry;
import jakarta.annotation.PreDestroy;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;

/** Carries receipts to WhatsApp, beside everything else and never in the way of an answer. */
@Component
class SendReceipts {

    private static final Logger log = LoggerFactory.getLogger(SendReceipts.class);

    private final ReceiptQueue queue;
    private final ReceiptCall call;
    private final MeterRegistry metrics;
    private final ExecutorService calls = Executors.newVirtualThreadPerTaskExecutor();
    private final Semaphore free;

    SendReceipts(ReceiptQueue queue, ReceiptCall call, ReceiptProperties properties, MeterRegistry metrics) {
        this.queue = queue;
        this.call = call;
        this.metrics = metrics;
        this.free = new Semaphore(properties.concurrency());
    }

    /** Every instance does it; claims exclude each other. */
    @Scheduled(fixedDelayString = "PT0.1S")
    void sendDue() {
        try {
            var most = free.availablePermits();
            if (most > 0) {
                queue.claim(most).forEach(this::start);
            }
        } catch (DataAccessException | TransactionException e) {
            log.warn("read receipts cannot be read yet: {}", e.toString());
        }
    }

    /** Calls that are under way end; what has not begun is claimed again by whoever lives. */
    @PreDestroy
    void stop() {
        calls.close();
    }

    private void start(Receipt receipt) {
        free.acquireUninterruptibly();
        try {
            calls.execute(() -> {
                try {
                    send(receipt);
                } finally {
                    free.release();
                }
            });
        } catch (RejectedExecutionException e) {
            free.release();
        }
    }

    private void send(Receipt receipt) {
        var outcome = call.tell(receipt);
        metrics.counter("messaging.receipts", "outcome", outcome.name()).increment();
        try {
            if (outcome == ReceiptCall.Outcome.NOT_NOW) {
                queue.postpone(receipt);
            } else {
                queue.settle(receipt);
            }
        } catch (DataAccessException | TransactionException e) {
            log.warn("a read receipt could not be settled and will be sent again: {}", e.toString());
        }
        if (outcome == ReceiptCall.Outcome.REFUSED) {
            log.debug("WhatsApp takes no read receipt for conversation {}", receipt.conversation());
        }
    }
}
