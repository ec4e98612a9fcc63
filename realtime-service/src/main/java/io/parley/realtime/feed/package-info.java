/**
 * What is told: Parley's topics as a feed of events, each with the cursor that says what has been told up to it. Every
 * instance follows all partitions without a group, so each hears everything and tells it to its own listeners.
 */
@NullMarked
package io.parley.realtime.feed;

import org.jspecify.annotations.NullMarked;
