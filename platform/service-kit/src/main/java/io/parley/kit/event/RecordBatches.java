package io.parley.kit.event;

import io.parley.tracing.Tracing;
import java.sql.SQLTransientException;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.KafkaException;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.dao.RecoverableDataAccessException;
import org.springframework.dao.TransientDataAccessException;
import org.springframework.transaction.CannotCreateTransactionException;
import org.springframework.transaction.TransactionSystemException;

/**
 * Applies a batch of records as one piece of work. Where the work fails for what a record holds, the batch is halved, in
 * order, until that record stands alone and is parked; all others are applied. Where it fails because the database or
 * the broker is away, the exception goes on to the listener container, which tries the same batch again.
 *
 * <p>Where spans are made, there is one for each record that belongs to a sampled trace, and while the work lasts the
 * record's {@code traceparent} is that span's, so that what follows from the record is told apart from what it follows.
 */
public final class RecordBatches {

    private final DeadLetters deadLetters;
    private final Tracing tracing;

    RecordBatches(DeadLetters deadLetters, Tracing tracing) {
        this.deadLetters = deadLetters;
        this.tracing = tracing;
    }

    /** Applies {@code records} through {@code work}, which must be atomic and repeatable. */
    public void apply(
            List<ConsumerRecord<String, byte[]>> records, Consumer<List<ConsumerRecord<String, byte[]>>> work) {
        apply(records, work, (poison, cause) -> {});
    }

    /** The same; {@code parked} is told of each record that was parked. */
    public void apply(
            List<ConsumerRecord<String, byte[]>> records,
            Consumer<List<ConsumerRecord<String, byte[]>>> work,
            BiConsumer<ConsumerRecord<String, byte[]>, RuntimeException> parked) {
        if (records.isEmpty()) {
            return;
        }
        try (var spans = RecordSpans.begin(tracing, records)) {
            try {
                new Application(work, parked, spans).apply(records);
            } catch (RuntimeException e) {
                spans.fail(e);
                throw e;
            }
        }
    }

    /** One batch under way. */
    private final class Application {

        private final Consumer<List<ConsumerRecord<String, byte[]>>> work;
        private final BiConsumer<ConsumerRecord<String, byte[]>, RuntimeException> parked;
        private final RecordSpans spans;

        Application(
                Consumer<List<ConsumerRecord<String, byte[]>>> work,
                BiConsumer<ConsumerRecord<String, byte[]>, RuntimeException> parked,
                RecordSpans spans) {
            this.work = work;
            this.parked = parked;
            this.spans = spans;
        }

        void apply(List<ConsumerRecord<String, byte[]>> records) {
            try {
                Causes.run(records, () -> work.accept(records));
            } catch (RuntimeException e) {
                if (isTransient(e)) {
                    throw e;
                }
                isolate(records, e);
            }
        }

        private void isolate(List<ConsumerRecord<String, byte[]>> records, RuntimeException cause) {
            if (records.size() == 1) {
                Causes.run(records, () -> park(records.getFirst(), cause));
                return;
            }
            var middle = records.size() / 2;
            apply(records.subList(0, middle));
            apply(records.subList(middle, records.size()));
        }

        private void park(ConsumerRecord<String, byte[]> poison, RuntimeException cause) {
            spans.fail(poison, cause);
            deadLetters.park(poison, "UNPROCESSABLE", cause);
            parked.accept(poison, cause);
        }
    }

    /** Tells whether {@code failure} says something of the infrastructure rather than of the records. */
    static boolean isTransient(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof TransientDataAccessException
                    || cause instanceof DataAccessResourceFailureException
                    || cause instanceof RecoverableDataAccessException
                    || cause instanceof CannotCreateTransactionException
                    || cause instanceof TransactionSystemException
                    || cause instanceof SQLTransientException
                    || cause instanceof KafkaException
                    || cause instanceof EventNotPublished) {
                return true;
            }
        }
        return false;
    }
}
