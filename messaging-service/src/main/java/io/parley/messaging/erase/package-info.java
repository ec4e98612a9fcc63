/** Erases customers: their names at once, their messages and files in batches, and nothing that counts. */
@NullMarked
package io.parley.messaging.erase;

import org.jspecify.annotations.NullMarked;
