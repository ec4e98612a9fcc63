package io.parley.contact.book;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A contact as the API returns it. */
public record ContactResource(
        UUID id,
        @Nullable String phoneNumber,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String userId,
        @Nullable String name,
        @Nullable String email,
        List<String> tags,
        boolean optedOut,
        Instant createdAt,
        Instant updatedAt) {

    public static ContactResource of(Contact contact) {
        var event = contact.event(false);
        return new ContactResource(
                event.id(),
                event.phoneNumber(),
                event.userId(),
                event.name(),
                event.email(),
                event.tags(),
                event.optedOut(),
                event.createdAt(),
                event.updatedAt());
    }
}
