/** Events on their way to Kafka and from it: headers, publishing, topics, batches and dead letters. */
@NullMarked
package io.parley.kit.event;

import org.jspecify.annotations.NullMarked;
