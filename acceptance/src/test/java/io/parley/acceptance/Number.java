package io.parley.acceptance;

import java.util.concurrent.ThreadLocalRandom;

/**
 * A business number, new in each test.
 *
 * @param display as people write it
 * @param account the id of its WhatsApp business account
 * @param secret what webhooks about it are signed with
 */
record Number(String id, String display, String account, String secret) {

    static Number create() {
        return create(Stack.APP_SECRET);
    }

    /** Returns the number of a tenant with a Meta app of its own. */
    static Number create(String secret) {
        var random = ThreadLocalRandom.current();
        return new Number(
                Long.toString(random.nextLong(100_000_000_000_000L, 900_000_000_000_000L)),
                "+49 30 " + random.nextLong(10_000_000L, 99_999_999L),
                Long.toString(random.nextLong(100_000_000_000_000L, 900_000_000_000_000L)),
                secret);
    }
}
