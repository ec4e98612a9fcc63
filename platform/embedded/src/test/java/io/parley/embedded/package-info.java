/** Starts, kills and restarts the real servers. */
@NullMarked
package io.parley.embedded;

import org.jspecify.annotations.NullMarked;
