package io.parley.contact.hear;

import io.parley.kit.tenant.TenantContext;
import java.util.List;
import java.util.function.Supplier;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.dao.PessimisticLockingFailureException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionOperations;

/** Runs what listeners do with a batch: one transaction for the tenants in it, begun anew where another won a race. */
@Component
class Hearing {

    private static final int ATTEMPTS = 5;

    private final HearCustomers hearCustomers;
    private final TransactionOperations transaction;

    Hearing(HearCustomers hearCustomers, TransactionOperations transaction) {
        this.hearCustomers = hearCustomers;
        this.transaction = transaction;
    }

    void hear(List<Heard> heard) {
        hear(heard, () -> true);
    }

    /** The same; {@code alongside} is done first, in the same transaction, and its result returned. */
    <R> R hear(List<Heard> heard, Supplier<R> alongside) {
        for (var attempt = 1; ; attempt++) {
            try {
                return TenantContext.call(
                        heard.stream().map(Heard::tenant).distinct().toList(),
                        () -> transaction.execute(status -> {
                            var result = alongside.get();
                            hearCustomers.hear(heard);
                            return result;
                        }));
            } catch (DuplicateKeyException | PessimisticLockingFailureException e) {
                // Somebody has given a contact the same address between our look and our write, and now we see it; or
                // has
                // waited for us while we waited for them.
                if (attempt == ATTEMPTS) {
                    throw e;
                }
            }
        }
    }
}
