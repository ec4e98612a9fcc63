package io.parley.contact.hear;

import io.parley.contact.book.PhoneNumber;
import io.parley.contact.book.UserId;
import io.parley.contract.TenantId;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What is known of a customer: the newest word for each field.
 *
 * @param contact who stands for them
 * @param toldAt when the newest word was said
 */
record Customer(
        TenantId tenant,
        UUID id,
        @Nullable UUID contact,
        @Nullable PhoneNumber phone,
        @Nullable UserId userId,
        Instant toldAt,
        @Nullable UUID mergedInto) {

    static Customer unknown(TenantId tenant, UUID id) {
        return new Customer(tenant, id, null, null, null, Instant.EPOCH, null);
    }

    Customer told(Heard heard) {
        var newer = !heard.at().isBefore(toldAt);
        return new Customer(
                tenant,
                id,
                contact,
                newer ? or(heard.phone(), phone) : or(phone, heard.phone()),
                newer ? or(heard.userId(), userId) : or(userId, heard.userId()),
                newer ? heard.at() : toldAt,
                newer ? or(heard.mergedInto(), mergedInto) : or(mergedInto, heard.mergedInto()));
    }

    Customer standingFor(UUID newContact) {
        return new Customer(tenant, id, newContact, phone, userId, toldAt, mergedInto);
    }

    private static <T> @Nullable T or(@Nullable T first, @Nullable T second) {
        return first == null ? second : first;
    }
}
