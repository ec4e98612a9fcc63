package io.parley.contact.book;

import io.parley.contract.TenantId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Reads and writes the columns of a contact. */
public final class ContactRow {

    private ContactRow() {}

    public static Contact read(ResultSet row) throws SQLException {
        var phone = row.getString("phone_number");
        var userId = row.getString("user_id");
        return new Contact(
                new TenantId(row.getObject("tenant_id", UUID.class)),
                row.getObject("id", UUID.class),
                phone == null ? null : new PhoneNumber(phone.substring(1)),
                userId == null ? null : new UserId(userId),
                new ContactName(row.getString("name"), row.getBoolean("name_by_hand"), time(row, "name_at")),
                row.getString("email"),
                List.of((String[]) row.getArray("tags").getArray()),
                new Consent(row.getBoolean("opted_out"), time(row, "opted_at")),
                row.getObject("created_at", OffsetDateTime.class).toInstant(),
                row.getObject("updated_at", OffsetDateTime.class).toInstant(),
                row.getLong("version"));
    }

    /** Returns {@code texts} as PostgreSQL writes an array. */
    public static String array(List<String> texts) {
        if (texts.isEmpty()) {
            return "{}";
        }
        var array = new StringBuilder("{");
        for (var text : texts) {
            array.append(array.length() == 1 ? "\"" : ",\"")
                    .append(text.replace("\\", "\\\\").replace("\"", "\\\""))
                    .append('"');
        }
        return array.append('}').toString();
    }

    static String grams(Contact contact, SearchText search) {
        return search.grams(contact.tenant())
                .tagged(contact.tags())
                .consenting(contact.consent().optedOut())
                .text();
    }

    private static @Nullable Instant time(ResultSet row, String column) throws SQLException {
        var time = row.getObject(column, OffsetDateTime.class);
        return time == null ? null : time.toInstant();
    }
}
