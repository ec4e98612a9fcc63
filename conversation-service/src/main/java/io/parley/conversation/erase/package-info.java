/** Erases customers: their threads with everything in them, and the copies of what others told of them. */
@NullMarked
package io.parley.conversation.erase;

import org.jspecify.annotations.NullMarked;
