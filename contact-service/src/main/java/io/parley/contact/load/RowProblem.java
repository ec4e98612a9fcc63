package io.parley.contact.load;

/** What is wrong with a row; row 1 is the first after the header. */
record RowProblem(int row, String field, String message) {}
