/** Who is connected: lets users in by their access token, seats them in conversations, and tells them what happens. */
@NullMarked
package io.parley.realtime.desk;

import org.jspecify.annotations.NullMarked;
