package io.parley.ingest.receive;

/** How a webhook is answered. */
enum Answer {
    /** 200: it is durable. */
    ACKNOWLEDGED,
    /** 401: not signed by one who may say this. */
    UNAUTHORIZED,
    /** 413. */
    TOO_LARGE,
    /** 503: not durable, or no room; Meta tries again. */
    UNAVAILABLE
}
