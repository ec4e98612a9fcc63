package io.parley.analytics.view;

import java.time.LocalDate;

/**
 * What a day's quarters add up to.
 *
 * @param threads conversations whose newest message lies in it
 */
record DayCounts(
        LocalDate day,
        long inbound,
        long outbound,
        long accepted,
        long sent,
        long delivered,
        long read,
        long failed,
        long threads) {}
