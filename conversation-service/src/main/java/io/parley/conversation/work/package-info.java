/** What agents do to a thread: status, assignee, tags, reading it, notes. */
@NullMarked
package io.parley.conversation.work;

import org.jspecify.annotations.NullMarked;
