/** GET /api/conversations: reads for people, straight from the tables. */
@NullMarked
package io.parley.conversation.view;

import org.jspecify.annotations.NullMarked;
