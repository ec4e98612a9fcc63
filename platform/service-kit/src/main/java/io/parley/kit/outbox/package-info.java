/** Publishes what was committed: events are stored with the change and relayed to Kafka in order. */
@NullMarked
package io.parley.kit.outbox;

import org.jspecify.annotations.NullMarked;
