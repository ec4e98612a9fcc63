package io.parley.contact.book;

/** How urgently a change is told to others. */
public enum Lane {
    /** Somebody has just done it or written it. */
    PROMPT,
    /** One of very many; waits while anything prompt does. */
    BULK;

    int number() {
        return ordinal();
    }
}
