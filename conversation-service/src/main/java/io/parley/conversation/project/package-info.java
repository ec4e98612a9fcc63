/** Message topics to threads: every event about messages, in any order and however often it comes. */
@NullMarked
package io.parley.conversation.project;

import org.jspecify.annotations.NullMarked;
