package io.parley.contact.load;

import io.parley.contact.book.CsvCells;
import io.parley.contact.book.Fields;
import io.parley.contact.book.PhoneNumber;
import io.parley.contact.book.UserId;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** One row of a file that has been found in order; what its row leaves open is null, and stays as it is. */
record ContactLine(
        @Nullable PhoneNumber phone,
        @Nullable UserId userId,
        @Nullable String name,
        @Nullable String email,
        @Nullable List<String> tags) {

    private static final Pattern BETWEEN_DIGITS = Pattern.compile("[\\s()./\u00a0-]");

    /** Either a line or what is wrong with it. */
    sealed interface Reading {
        /** It is in order. */
        record Good(ContactLine line) implements Reading {}

        /** It is not. */
        record Bad(String field, String message) implements Reading {}
    }

    static Reading read(String[] row, List<Column> columns) {
        if (row.length > columns.size()
                && Arrays.stream(row).skip(columns.size()).anyMatch(extra -> !extra.isBlank())) {
            return new Reading.Bad("row", "has more fields than the header");
        }
        var cells = new Cells(row, columns);
        var phone = cells.read(Column.PHONE_NUMBER, ContactLine::phone, PhoneNumber.EXPECTED);
        var userId = cells.read(Column.USER_ID, UserId::parse, UserId.EXPECTED);
        var name = cells.read(Column.NAME, Fields::name, Fields.NAME_EXPECTED);
        var email = cells.read(Column.EMAIL, Fields::email, Fields.EMAIL_EXPECTED);
        var tags = cells.read(Column.TAGS, ContactLine::tags, Fields.TAGS_EXPECTED);
        if (cells.problem != null) {
            return cells.problem;
        }
        if (phone == null && userId == null) {
            return new Reading.Bad("phoneNumber", "is required where there is no userId");
        }
        return new Reading.Good(new ContactLine(phone, userId, name, email, tags));
    }

    private static Optional<PhoneNumber> phone(String cell) {
        return PhoneNumber.parse(BETWEEN_DIGITS.matcher(cell).replaceAll(""));
    }

    private static Optional<List<String>> tags(String cell) {
        return Fields.tags(
                CsvCells.tags(cell).stream().filter(tag -> !tag.isBlank()).toList());
    }

    /** Reads cells until one is wrong. */
    private static final class Cells {

        private final String[] row;
        private final List<Column> columns;
        private Reading.@Nullable Bad problem;

        Cells(String[] row, List<Column> columns) {
            this.row = row;
            this.columns = columns;
        }

        <T> @Nullable T read(Column column, Function<String, Optional<T>> reading, String expected) {
            var place = columns.indexOf(column);
            if (problem != null || place < 0 || place >= row.length || row[place].isBlank()) {
                return null;
            }
            var value = reading.apply(CsvCells.unguarded(row[place]));
            if (value.isEmpty()) {
                problem = new Reading.Bad(column.field(), expected);
                return null;
            }
            return value.get();
        }
    }
}
