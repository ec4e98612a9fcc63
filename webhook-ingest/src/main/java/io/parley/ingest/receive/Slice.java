package io.parley.ingest.receive;

/** Where something stands in the body, from {@code start} up to but without {@code end}. */
record Slice(int start, int end) {

    int length() {
        return end - start;
    }
}
