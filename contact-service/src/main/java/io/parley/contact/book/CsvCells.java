package io.parley.contact.book;

import java.util.ArrayList;
import java.util.List;

/**
 * How a contact's fields stand in the cells of a CSV file, so that a spreadsheet runs none of them and that what was
 * exported comes back as it was.
 */
public final class CsvCells {

    private static final String GUARDED = "=+-@\t\r'";

    private CsvCells() {}

    /** Puts an apostrophe before what a spreadsheet would run, and before an apostrophe. */
    public static String guarded(String value) {
        return !value.isEmpty() && GUARDED.indexOf(value.charAt(0)) >= 0 ? "'" + value : value;
    }

    /** Takes off the apostrophe that {@link #guarded} has put before something, and no other. */
    public static String unguarded(String cell) {
        return cell.length() > 1 && cell.charAt(0) == '\'' && GUARDED.indexOf(cell.charAt(1)) >= 0
                ? cell.substring(1)
                : cell;
    }

    /** Returns tags in one cell: {@code a;b}, where a semicolon of a tag itself has a backslash before it. */
    public static String cell(List<String> tags) {
        return String.join(
                ";",
                tags.stream()
                        .map(tag -> tag.replace("\\", "\\\\").replace(";", "\\;"))
                        .toList());
    }

    /** Returns the tags that stand in a cell. */
    public static List<String> tags(String cell) {
        var tags = new ArrayList<String>();
        var tag = new StringBuilder();
        for (var i = 0; i < cell.length(); i++) {
            var character = cell.charAt(i);
            var escapes = character == '\\' && i + 1 < cell.length() && "\\;".indexOf(cell.charAt(i + 1)) >= 0;
            if (escapes) {
                i++;
                tag.append(cell.charAt(i));
            } else if (character == ';') {
                tags.add(tag.toString());
                tag.setLength(0);
            } else {
                tag.append(character);
            }
        }
        tags.add(tag.toString());
        return tags;
    }
}
