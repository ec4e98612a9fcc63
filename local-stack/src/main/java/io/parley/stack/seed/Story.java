package io.parley.stack.seed;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One made-up conversation.
 *
 * @param phone the customer's number
 * @param lines what the customer writes, oldest first
 * @param reply what an agent answers, if somebody did
 */
record Story(
        String phone,
        String name,
        List<Line> lines,
        @Nullable String reply) {

    /**
     * A message of the customer.
     *
     * @param wamid the same for the same seed, so that saying it twice is a duplicate to Parley
     * @param secondsAgo how long before the seeding it was written
     */
    record Line(String wamid, String text, long secondsAgo) {}
}
