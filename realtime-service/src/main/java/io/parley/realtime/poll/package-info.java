/** The same feed for those who cannot hold a socket: one question at a time, answered when there is something to tell. */
@NullMarked
package io.parley.realtime.poll;

import org.jspecify.annotations.NullMarked;
