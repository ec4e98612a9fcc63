/** What a thread is: its state and how that changes, its latest messages, and the events about it. */
@NullMarked
package io.parley.conversation.inbox;

import org.jspecify.annotations.NullMarked;
