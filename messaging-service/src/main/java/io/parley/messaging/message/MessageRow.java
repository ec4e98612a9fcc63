package io.parley.messaging.message;

import io.parley.contract.CustomerProfile;
import io.parley.contract.Direction;
import io.parley.contract.MessageContext;
import io.parley.contract.MessageError;
import io.parley.contract.MessageEvent;
import io.parley.contract.MessageOrigin;
import io.parley.contract.MessageStatus;
import io.parley.contract.MessageType;
import io.parley.kit.json.Json;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Reads a row of the table {@code message} as the API and the topics show it. */
public final class MessageRow {

    private MessageRow() {}

    /** Returns the message in the current row, which must hold all columns. */
    public static MessageEvent read(ResultSet row) throws SQLException {
        return read(row, null);
    }

    /** Returns the message in the current row with what is said of its customer. */
    public static MessageEvent read(ResultSet row, @Nullable CustomerProfile profile) throws SQLException {
        var error = row.getString("error");
        var context = row.getString("context");
        var origin = row.getString("origin");
        var wamid = row.getString("wamid");
        return new MessageEvent(
                row.getObject("id", UUID.class),
                row.getObject("conversation_id", UUID.class),
                Direction.valueOf(row.getString("direction")),
                MessageType.valueOf(row.getString("type")),
                Json.events().readValue(row.getString("content"), Json.OBJECT),
                MessageStatus.valueOf(row.getString("status")),
                row.getString("from_address"),
                row.getString("to_address"),
                row.getString("phone_number_id"),
                wamid == null || ErasedMessages.isMark(wamid) ? null : wamid,
                row.getObject("reply_to", UUID.class),
                row.getObject("resend_of", UUID.class),
                row.getObject("sent_by", UUID.class),
                error == null ? null : Json.events().readValue(error, MessageError.class),
                instant(row, "created_at"),
                instant(row, "updated_at"),
                context == null ? null : Json.events().readValue(context, MessageContext.class),
                origin == null ? null : MessageOrigin.valueOf(origin),
                instantOrNull(row, "edited_at"),
                instantOrNull(row, "revoked_at"),
                profile);
    }

    private static Instant instant(ResultSet row, String column) throws SQLException {
        return row.getObject(column, OffsetDateTime.class).toInstant();
    }

    private static @Nullable Instant instantOrNull(ResultSet row, String column) throws SQLException {
        @Nullable OffsetDateTime time = row.getObject(column, OffsetDateTime.class);
        return time == null ? null : time.toInstant();
    }
}
