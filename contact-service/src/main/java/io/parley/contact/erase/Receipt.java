package io.parley.contact.erase;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * How far an erasure has come, as the API returns it. It says nothing of who was erased.
 *
 * @param contactId the contact that was deleted
 * @param completedAt when the last service had finished
 * @param topicsUntil by when the last record about the customer has aged out of the topics
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record Receipt(
        UUID id,
        Status status,
        UUID contactId,
        Instant requestedAt,
        UUID requestedBy,
        @Nullable Instant completedAt,
        Instant topicsUntil,
        List<Answer> services) {

    Receipt {
        services = List.copyOf(services);
    }

    /** Whether somebody is still waited for. */
    enum Status {
        RUNNING,
        COMPLETED
    }

    /** What one service has said. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Answer(
            String service,
            Status status,
            @Nullable Instant completedAt,
            @Nullable Map<String, Long> counts) {}

    /** Returns when all of {@code answers} were there; null while one is not. */
    static @Nullable Instant lastOf(List<Answer> answers) {
        if (answers.stream().anyMatch(one -> one.status() == Status.RUNNING)) {
            return null;
        }
        return answers.stream()
                .map(Answer::completedAt)
                .filter(Objects::nonNull)
                .max(Instant::compareTo)
                .orElse(null);
    }
}
