package io.parley.contact.load;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** What a column of a file can be about, and the names that it may have in the header. */
enum Column {
    PHONE_NUMBER("phoneNumber", "phone", "number", "mobile", "tel", "telephone", "whatsapp", "waid", "msisdn"),
    USER_ID("userId", "bsuid"),
    NAME("name", "fullname", "contactname", "displayname"),
    EMAIL("email", "mail", "emailaddress"),
    TAGS("tags", "tag", "labels", "label"),
    /** Parley's own, from an export; it is what it is. */
    CREATED_AT("createdAt", "created");

    private final String field;
    private final Set<String> names;

    Column(String field, String... aliases) {
        this.field = field;
        this.names = Set.of(aliases);
    }

    /** Returns what the field is called in the API. */
    String field() {
        return field;
    }

    /** Returns the column that a header names, whatever its case, spaces, dashes and underscores. */
    static Optional<Column> named(String header) {
        var name = header.toLowerCase(Locale.ROOT).replaceAll("[\\s_'.-]", "");
        return Arrays.stream(values())
                .filter(column -> column.field.toLowerCase(Locale.ROOT).equals(name) || column.names.contains(name))
                .findFirst();
    }
}
