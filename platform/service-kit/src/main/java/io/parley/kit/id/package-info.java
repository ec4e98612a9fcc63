/** Where ids come from: time-ordered for what Parley starts, derived where a redelivery must produce the same one. */
@NullMarked
package io.parley.kit.id;

import org.jspecify.annotations.NullMarked;
