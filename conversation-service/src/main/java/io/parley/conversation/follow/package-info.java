/** Keeps up with what others own: how customers, contacts and users are called. */
@NullMarked
package io.parley.conversation.follow;

import org.jspecify.annotations.NullMarked;
