/** POST /api/messages: validates, stores and queues, all in one transaction. */
@NullMarked
package io.parley.messaging.accept;

import org.jspecify.annotations.NullMarked;
