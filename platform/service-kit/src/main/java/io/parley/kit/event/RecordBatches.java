package io.parley.kit.event;

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
 */
public final class RecordBatches {

    private final DeadLetters deadLetters;

    RecordBatches(DeadLetters deadLetters) {
        this.deadLetters = deadLetters;
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
        try {
            work.accept(records);
        } catch (RuntimeException e) {
            if (isTransient(e)) {
                throw e;
            }
            isolate(records, work, parked, e);
        }
    }

    private void isolate(
            List<ConsumerRecord<String, byte[]>> records,
            Consumer<List<ConsumerRecord<String, byte[]>>> work,
            BiConsumer<ConsumerRecord<String, byte[]>, RuntimeException> parked,
            RuntimeException cause) {
        if (records.size() == 1) {
            deadLetters.park(records.getFirst(), "UNPROCESSABLE", cause);
            parked.accept(records.getFirst(), cause);
            return;
        }
        var middle = records.size() / 2;
        apply(records.subList(0, middle), work, parked);
        apply(records.subList(middle, records.size()), work, parked);
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
