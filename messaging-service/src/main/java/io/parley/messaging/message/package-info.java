/** What a message is and how it is kept. No HTTP, no Kafka, no client of WhatsApp. */
@NullMarked
package io.parley.messaging.message;

import org.jspecify.annotations.NullMarked;
