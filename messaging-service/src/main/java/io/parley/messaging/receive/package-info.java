/** Raw webhooks become messages, statuses and an outcome for each of their elements, a batch at a time. */
@NullMarked
package io.parley.messaging.receive;

import org.jspecify.annotations.NullMarked;
