package io.parley.contact.load;

import java.io.IOException;
import java.io.InputStream;
import java.io.StringReader;
import java.nio.ByteBuffer;
import java.nio.charset.Charset;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Looks through a whole file before anything of it is kept: what its header says, whether every row of it can be told
 * from the next, and how many there are. What is wrong is refused here, in one pass and with one row in memory.
 *
 * @param rows how many there are, without the header
 */
record Inspection(Layout layout, int rows) {

    private static final int LONGEST_HEADER = 16 * 1024;
    private static final int MOST_ROWS = 5_000_000;

    /** How the beginning of a file tells its character set. */
    private record Mark(Charset charset, int... bytes) {

        boolean begins(byte[] head) {
            for (var i = 0; i < bytes.length; i++) {
                if (head.length <= i || (head[i] & 0xFF) != bytes[i]) {
                    return false;
                }
            }
            return true;
        }
    }

    private static final List<Mark> MARKS = List.of(
            new Mark(StandardCharsets.UTF_8, 0xEF, 0xBB, 0xBF),
            new Mark(StandardCharsets.UTF_16LE, 0xFF, 0xFE),
            new Mark(StandardCharsets.UTF_16BE, 0xFE, 0xFF),
            new Mark(StandardCharsets.UTF_8));

    /** Something that can be read from its beginning more than once. */
    @FunctionalInterface
    interface Source {
        InputStream open() throws IOException;
    }

    /** Looks through {@code source}; throws {@link CsvUnreadable}. */
    static Inspection of(Source source) throws IOException {
        var layout = layout(source);
        var rows = 0;
        try (var bytes = source.open();
                var file = CsvFile.open(bytes, layout)) {
            while (file.hasNext()) {
                file.next();
                rows++;
                if (rows > MOST_ROWS) {
                    throw new CsvUnreadable("holds more than " + MOST_ROWS + " rows");
                }
            }
        }
        return new Inspection(layout, rows);
    }

    private static Layout layout(Source source) throws IOException {
        byte[] head;
        try (var bytes = source.open()) {
            head = bytes.readNBytes(LONGEST_HEADER);
        }
        var mark = MARKS.stream().filter(one -> one.begins(head)).findFirst().orElseThrow();
        var line = headerLine(head, mark);
        var separator = separator(line);
        try (var file = CsvFile.open(new StringReader(line), separator)) {
            return new Layout(
                    mark.charset().name(),
                    mark.bytes().length,
                    String.valueOf(separator),
                    columns(file.hasNext() ? file.next() : new String[0]));
        }
    }

    /** The header ends with its line: no name of a column that Parley knows has a line break in it. */
    private static String headerLine(byte[] head, Mark mark) {
        var rest = ByteBuffer.wrap(head, mark.bytes().length, head.length - mark.bytes().length);
        var decoder = mark.charset().newDecoder().onMalformedInput(CodingErrorAction.REPLACE);
        String text;
        try {
            text = decoder.decode(rest).toString();
        } catch (IOException e) {
            throw new CsvUnreadable("is not UTF-8 text; save it as \"CSV UTF-8\"");
        }
        var line = text.lines().filter(one -> !one.isEmpty()).findFirst().orElse("");
        if (line.isBlank()) {
            throw new CsvUnreadable("is empty");
        }
        if (line.length() == text.length() && head.length == LONGEST_HEADER) {
            throw new CsvUnreadable("begins with a line of more than " + LONGEST_HEADER + " bytes");
        }
        return line;
    }

    private static char separator(String line) {
        var best = ',';
        for (var candidate : new char[] {';', '\t'}) {
            if (count(line, candidate) > count(line, best)) {
                best = candidate;
            }
        }
        return best;
    }

    private static long count(String line, char separator) {
        var outsideQuotes = line.replaceAll("\"[^\"]*\"", "");
        return outsideQuotes.chars().filter(one -> one == separator).count();
    }

    private static List<Column> columns(String[] header) {
        var columns = new ArrayList<Column>();
        for (var name : header) {
            columns.add(Column.named(name)
                    .orElseThrow(() -> new CsvUnreadable("has a column \"%s\" that is not known (expected: %s)"
                            .formatted(shortened(name), known()))));
        }
        for (var column : columns) {
            if (columns.indexOf(column) != columns.lastIndexOf(column)) {
                throw new CsvUnreadable("has two columns for " + column.field());
            }
        }
        if (!columns.contains(Column.PHONE_NUMBER) && !columns.contains(Column.USER_ID)) {
            throw new CsvUnreadable("has neither a column phoneNumber nor a column userId");
        }
        return columns;
    }

    private static String known() {
        return String.join(", ", Stream.of(Column.values()).map(Column::field).toList());
    }

    private static String shortened(String name) {
        return name.length() > 40 ? name.substring(0, 40) + "…" : name;
    }
}
