package io.parley.contact.load;

/** A file is not CSV that can be read; the message says why, for the one who sent it. */
final class CsvUnreadable extends RuntimeException {

    CsvUnreadable(String reason) {
        super(reason);
    }

    String reason() {
        return String.valueOf(getMessage());
    }
}
