package io.parley.contact.load;

import java.util.List;

/**
 * How a file is written: enough to read it again from any place.
 *
 * @param charset the name of its character set
 * @param bom how many bytes to leave out at its beginning
 * @param delimiter between the fields of a row
 * @param columns what stands where in a row
 */
record Layout(String charset, int bom, String delimiter, List<Column> columns) {

    Layout {
        columns = List.copyOf(columns);
    }

    char separator() {
        return delimiter.charAt(0);
    }
}
