/** GET /api/messages: reads for people, straight from the tables. */
@NullMarked
package io.parley.messaging.view;

import org.jspecify.annotations.NullMarked;
