package io.parley.contact.load;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.FieldMismatchStrategy;
import de.siegmar.fastcsv.reader.StringArrayHandler;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.CodingErrorAction;
import java.util.Iterator;
import java.util.NoSuchElementException;

/**
 * Reads a CSV file (RFC 4180, and what spreadsheets make of it) row by row, without the header. It holds one row in
 * memory, and no row may be longer than is reasonable for a contact. Empty lines do not count.
 */
final class CsvFile implements Iterator<String[]>, AutoCloseable {

    static final int MOST_COLUMNS = 100;
    static final int LONGEST_FIELD = 16 * 1024;
    static final int LONGEST_ROW = 64 * 1024;

    private final CsvReader<String[]> reader;
    private final Iterator<String[]> rows;

    private CsvFile(Reader text, char separator) {
        reader = CsvReader.builder()
                .fieldSeparator(separator)
                .skipEmptyLines(true)
                .extraFieldStrategy(FieldMismatchStrategy.IGNORE)
                .missingFieldStrategy(FieldMismatchStrategy.IGNORE)
                .allowUnclosedQuote(false)
                .maxBufferSize(LONGEST_ROW)
                .build(
                        StringArrayHandler.of(handler -> handler.maxFields(MOST_COLUMNS)
                                .maxFieldSize(LONGEST_FIELD)
                                .maxRecordSize(LONGEST_ROW)),
                        text);
        rows = reader.iterator();
    }

    /** Opens a file whose layout is known and passes over its header; throws {@link CsvUnreadable}. */
    static CsvFile open(InputStream bytes, Layout layout) {
        try {
            bytes.skipNBytes(layout.bom());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        var file = new CsvFile(decode(bytes, Charset.forName(layout.charset())), layout.separator());
        file.next();
        return file;
    }

    /** Opens the text of a file at its header; throws {@link CsvUnreadable}. */
    static CsvFile open(Reader text, char separator) {
        return new CsvFile(text, separator);
    }

    @Override
    public boolean hasNext() {
        try {
            return rows.hasNext();
        } catch (CsvParseException | UncheckedIOException e) {
            throw unreadable(e);
        }
    }

    @Override
    public String[] next() {
        try {
            return rows.next();
        } catch (NoSuchElementException e) {
            throw new CsvUnreadable("is empty");
        } catch (CsvParseException | UncheckedIOException e) {
            throw unreadable(e);
        }
    }

    @Override
    public void close() {
        try {
            reader.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Reader decode(InputStream bytes, Charset charset) {
        return new InputStreamReader(
                bytes,
                charset.newDecoder()
                        .onMalformedInput(CodingErrorAction.REPORT)
                        .onUnmappableCharacter(CodingErrorAction.REPORT));
    }

    private static RuntimeException unreadable(RuntimeException failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof CharacterCodingException) {
                return new CsvUnreadable("is not UTF-8 text; save it as \"CSV UTF-8\"");
            }
        }
        if (failure instanceof UncheckedIOException) {
            return failure;
        }
        return new CsvUnreadable("holds a row of more than %d characters or %d columns, or a quote that never ends"
                .formatted(LONGEST_ROW, MOST_COLUMNS));
    }
}
