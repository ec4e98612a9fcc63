package io.parley.messaging.accept;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What POST /api/messages takes.
 *
 * @param to E.164, with or without plus, or a business-scoped user id
 * @param type as Meta calls it, in any case
 * @param content depends on the type
 * @param replyTo Parley's id of the message that this one answers
 * @param from one of the tenant's phone number ids; the default one where absent
 */
record MessageRequest(
        @NotBlank(message = "is required") String to,
        @NotBlank(message = "is required") String type,
        @NotNull(message = "is required") Map<String, Object> content,
        @Nullable UUID replyTo,
        @Nullable String from) {}
